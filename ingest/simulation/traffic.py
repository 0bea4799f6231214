"""Plain, fast traffic for load and benchmarks: customers' messages of 570 bytes, nothing odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec

from domain.identity import record_key
from ingest.simulation import notes
from ingest.simulation.cast import DEFAULT_PROFILES, SimulatedProfile
from ingest.simulation.records import STRUCTURED, Draft, encode, envelope
from ingest.simulation.steps import Headers
from ingest.simulation.topics import TOPICS

SIZE = 570
START = datetime(2030, 1, 1, tzinfo=UTC)
EVERY = timedelta(milliseconds=10)

_ID, _CUSTOMER, _TEXT = "@id@", "@customer@", "@text@"
_ID_WIDTH, _CUSTOMER_WIDTH = 19, 9


class _Mould(msgspec.Struct, frozen=True, gc=False):
    """Of one profile: bytes with places for id, time, customer, author and text."""

    key: bytes
    value: bytes
    texts: tuple[bytes, ...]


def traffic(
    seed: int,
    conversations: int,
    messages: int,
    profiles: Sequence[SimulatedProfile] = DEFAULT_PROFILES,
    *,
    start: datetime = START,
    every: timedelta = EVERY,
    first: int = 0,
) -> Iterator[tuple[bytes, bytes, Headers]]:
    """Key, value and headers of `messages` messages of `conversations` customers, spread over the
    profiles; message n was sent at `start + n * every`. `first` continues an earlier run: messages
    are counted from it, so that no id is given twice."""
    moulds = [_mould(profile) for profile in profiles]
    chance = Random(f"{seed}|{first}").random
    run = seed & 0xFFFFFFFF
    for number in range(first, first + messages):
        customer = int(chance() * conversations)
        mould = moulds[customer % len(moulds)]
        who = b"c%08d" % customer
        what = mould.texts[number % len(mould.texts)]
        at = _instant(start, every, number)
        value = mould.value % (b"%08x-%010d" % (run, number), at, who, who, what)
        yield mould.key % who, value, STRUCTURED


def _instant(start: datetime, every: timedelta, number: int) -> bytes:
    at = start + number * every
    return b"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (
        at.year,
        at.month,
        at.day,
        at.hour,
        at.minute,
        at.second,
        at.microsecond // 1000,
    )


def _mould(profile: SimulatedProfile) -> _Mould:
    data = {
        "channel": profile.channel,
        "connector": profile.connector,
        "profile": profile.profile_id,
        "customer": {"id": _CUSTOMER},
        "direction": "in",
        "private": True,
        "author": {"kind": "customer", "id": _CUSTOMER},
        "text": _TEXT,
    }
    draft = Draft(
        at=START,
        profile=profile,
        customer_id=_CUSTOMER,
        id=_ID,
        sent_at=START,
        data=data,
        note=notes.CUSTOMER,
    )
    value = encode(envelope(draft)).replace(b"%", b"%%")
    for place in (_ID.encode(), b"2030-01-01T00:00:00.000Z", _CUSTOMER.encode(), _TEXT.encode()):
        value = value.replace(place, b"%b")
    key = record_key(profile.profile_id, "").replace("%", "%%").encode() + b"%b"
    empty = value % (b"i" * _ID_WIDTH, b"t" * 24, b"c" * _CUSTOMER_WIDTH, b"c" * 9, b"")
    return _Mould(key, value, tuple(_padded(SIZE - len(empty))))


def _padded(length: int) -> Iterator[bytes]:
    """Texts of exactly this many bytes."""
    if length < 0:
        raise ValueError("the profile's ids leave no room for a text")
    for topic in TOPICS:
        told = " ".join((*topic.openings, *topic.details))
        text = told.format(order="NW-10001", product="kettle").replace('"', "'").encode()
        yield (text * (1 + length // len(text)))[:length]
