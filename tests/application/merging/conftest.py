"""Rules do not depend on where events are kept, so memory is enough here."""

from __future__ import annotations

import pytest

from tests.support.controls import Engine


@pytest.fixture
def engine() -> Engine:
    return Engine()
