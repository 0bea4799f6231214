"""Rules do not depend on where events are kept, so memory is enough here; what happens at once is
tried on both stores."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.application.conftest import ON_POSTGRES
from tests.support.controls import Engine, on_postgres


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        at_once = metafunc.module.__name__.endswith("at_once")
        stores = ["memory", ON_POSTGRES] if at_once else ["memory"]
        metafunc.parametrize("engine", stores, indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    on_memory = request.param == "memory"
    opened = Engine() if on_memory else on_postgres(request.getfixturevalue("postgres_url"))
    with opened.store:
        yield opened
