"""28d, 72h, 15m, 90s, 0, ISO 8601, or no end: nothing else is a length of time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.policy.durations import DurationOrInfinite, read_duration, write_duration

READ = {
    "28d": timedelta(days=28),
    "72h": timedelta(hours=72),
    "15m": timedelta(minutes=15),
    "90s": timedelta(seconds=90),
    "0": timedelta(0),
    "0d": timedelta(0),
    0: timedelta(0),
    "P28D": timedelta(days=28),
    "PT72H": timedelta(hours=72),
    "P1DT12H30M5S": timedelta(days=1, hours=12, minutes=30, seconds=5),
    "P2W": timedelta(days=14),
}
REFUSED: tuple[object, ...] = (
    *("", "28", "d", "-1d", "+1d", "1.5h", "2 d", "28D", "1w", "1d12h", "٣d", "28d\n", "P", "PT"),
    *("P1Y", "P1M", "P1.5D", "PT0.5S", "-P1D", "1:30", "36501d", "9999999999d", "9" * 400 + "s"),
    *("P99999999999D", True, False, 1, 1.5, None, [], {}, timedelta(-1), timedelta(microseconds=1)),
)


@pytest.mark.parametrize(("text", "length"), READ.items())
def test_a_length_is_read(text: object, length: timedelta) -> None:
    assert read_duration(text) == length


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text)[:20])
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"write 28d|longer than 100 years"):
        read_duration(text)


@given(st.integers(0, 36_500 * 86_400))
def test_what_is_written_is_read_again(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert read_duration(write_duration(length)) == length


def test_one_length_has_one_spelling() -> None:
    spellings = ("3d", "72h", "4320m", "259200s", "P3D", "PT72H")
    assert {write_duration(read_duration(text)) for text in spellings} == {"3d"}


def test_a_length_without_end_has_two_words() -> None:
    endless = TypeAdapter(DurationOrInfinite)
    assert endless.validate_python("infinite") is None
    assert endless.validate_python("never") is None
    assert endless.dump_python(None) == "infinite"
    with pytest.raises(ValidationError, match="for no end write infinite or never"):
        endless.validate_python("forever")
