"""The engine under test, in memory and on PostgreSQL: the same behaviour is expected of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.controls import Engine, on_postgres
from tests.support.controls_channel import Channel

ON_POSTGRES = pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])


@pytest.fixture(params=["memory", ON_POSTGRES])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    on_memory = request.param == "memory"
    opened = Engine() if on_memory else on_postgres(request.getfixturevalue("postgres_url"))
    with opened.store:
        yield opened


@pytest.fixture
def care(engine: Engine) -> Channel:
    """A profile whose cases follow the Emplifi preset: one open case, 72 hours of grace."""
    engine.profile("emplifi")
    return Channel()
