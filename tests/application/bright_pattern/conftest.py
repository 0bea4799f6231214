"""A mailbox under the Bright Pattern preset, in memory; what happens at once on both stores."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.application.conftest import ON_POSTGRES
from tests.support.controls import Engine, on_postgres
from tests.support.controls_channel import Channel


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


@pytest.fixture
def mail(engine: Engine) -> Channel:
    """Ann wrote twice in one thread."""
    engine.profile("bright_pattern")
    mail = Channel()
    for id in ("1", "2"):
        engine.hear(mail, mail.message(id, thread={"id": "t-1", "subject": "Late parcel"}))
    return mail
