"""Emplifi Care's rules in the engine's hands; memory is enough here."""

from __future__ import annotations

import pytest

from tests.support.controls import Engine
from tests.support.controls_channel import Channel


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def care(engine: Engine) -> Channel:
    engine.profile("emplifi")
    return Channel()
