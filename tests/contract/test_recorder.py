from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from eventsourcing.persistence import ProcessRecorder
from eventsourcing.tests import persistence

from application.configuration import postgres_env
from application.memory.recorder import MemoryRecorder
from application.store import Store
from tests.support.controls_channel import NOON

pytestmark = pytest.mark.slow


class InMemory:
    """The library's own cases, on the recorder in memory."""

    def create_recorder(self) -> Any:
        return MemoryRecorder()


class OnPostgres:
    """And on the recorder for PostgreSQL, with the tables that our migrations made."""

    env: Mapping[str, str]

    def create_recorder(self) -> ProcessRecorder:
        store = Store(lambda: NOON, self.env)
        self.addCleanup(store.close)  # type: ignore[attr-defined]
        return store.recorder


class On18(OnPostgres):
    @pytest.fixture(autouse=True)
    def _empty_database(self, postgres_url: str) -> None:
        self.env = postgres_env(postgres_url, pool_size=6)


class On15(OnPostgres):
    @pytest.fixture(autouse=True)
    def _empty_database(self, postgres15_url: str) -> None:
        self.env = postgres_env(postgres15_url, pool_size=6)


class TestProcessesInMemory(InMemory, persistence.ProcessRecorderTestCase):
    pass


class TestProcessesOnPostgres(On18, persistence.ProcessRecorderTestCase):
    pass


class TestProcessesOnPostgres15(On15, persistence.ProcessRecorderTestCase):
    pass


class TestApplicationsInMemory(InMemory, persistence.ApplicationRecorderTestCase[Any]):
    pass


class TestApplicationsOnPostgres(On18, persistence.ApplicationRecorderTestCase[Any]):
    pass


class TestApplicationsOnPostgres15(On15, persistence.ApplicationRecorderTestCase[Any]):
    pass


class TestPositionsInMemory(InMemory, persistence.NonInterleavingNotificationIDsBaseCase):
    pass


class TestPositionsOnPostgres(On18, persistence.NonInterleavingNotificationIDsBaseCase):
    pass


class TestPositionsOnPostgres15(On15, persistence.NonInterleavingNotificationIDsBaseCase):
    pass
