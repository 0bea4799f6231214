"""The engine of the suites, in the hands of somebody who is not defined and may everything."""

from __future__ import annotations

import pytest

from tests.application.people.staff import BOSS
from tests.support.controls import Engine


@pytest.fixture(autouse=True)
def _in_charge(request: pytest.FixtureRequest) -> None:
    if "engine" in request.fixturenames:
        engine: Engine = request.getfixturevalue("engine")
        engine.by = BOSS
