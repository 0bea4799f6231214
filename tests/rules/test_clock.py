from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.rules.clock import clock_for
from tests.support.controls_channel import NOON

DAY = 86_400.0
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("sent_at", "lateness", "believed"),
    [
        (NOON, DAY, "channel"),
        (NOON + timedelta(minutes=5), DAY, "channel"),
        (NOON + timedelta(minutes=5) + TICK, DAY, "broker"),
        (NOON - timedelta(days=1), DAY, "channel"),
        (NOON - timedelta(days=1) - TICK, DAY, "broker"),
        (NOON, 0.0, "channel"),
        (NOON - TICK, 0.0, "broker"),
        (NOON - timedelta(days=20_000), None, "channel"),
        (NOON + timedelta(minutes=5) + TICK, None, "broker"),
    ],
)
def test_the_channel_is_believed_within_its_bounds_and_at_them(
    sent_at: datetime, lateness: float | None, believed: str
) -> None:
    at, clock = clock_for(sent_at, NOON, lateness)
    assert clock == believed
    assert at == (sent_at if believed == "channel" else NOON)
