"""The stores that keep the same promises. A suite is inherited once with each of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from application.configuration import memory_env, postgres_env
from application.store import Store
from tests.support.controls_channel import NOON


class Backend:
    """Tests that inherit this get a `store`, and `another`: a second process on the same log."""

    @pytest.fixture
    def env(self) -> Mapping[str, str]:
        raise NotImplementedError

    @pytest.fixture
    def store(self, env: Mapping[str, str]) -> Iterator[Store]:
        with Store(lambda: NOON, env) as opened:
            yield opened

    @pytest.fixture
    def another(self, env: Mapping[str, str], store: Store) -> Iterator[Store]:
        if env["PERSISTENCE_MODULE"] == "eventsourcing.popo":
            yield store  # memory has one process only
            return
        with Store(lambda: NOON, env) as opened:
            yield opened


class InMemory(Backend):
    @pytest.fixture
    def env(self) -> Mapping[str, str]:
        return memory_env()


@pytest.mark.slow
class OnPostgres(Backend):
    @pytest.fixture
    def env(self, postgres_url: str) -> Mapping[str, str]:
        return postgres_env(postgres_url)


@pytest.mark.slow
class OnPostgres15(Backend):
    @pytest.fixture
    def env(self, postgres15_url: str) -> Mapping[str, str]:
        return postgres_env(postgres15_url)
