"""One world for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exactly_once.world import World
from tests.support.kafka_choice import TestBroker


@pytest.fixture
def world(broker: TestBroker, postgres_url: str) -> Iterator[World]:
    made = World(broker, postgres_url)
    yield made
    made.close()
