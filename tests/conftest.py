"""Servers for the tests, started when the first test asks for one and ended with the session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest

from tests.support import environment, kafka_choice
from tests.support.kafka_choice import TestBroker, shared_broker, start_own_broker
from tests.support.postgres_cluster import Cluster, embedded_programs
from tests.support.postgres_databases import Databases
from tests.support.selection import Selection, missing_in_ci

hypothesis.settings.register_profile("caseledger", deadline=None)
hypothesis.settings.load_profile("caseledger")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="also run the tests that take minutes")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    for name in [each for each in os.environ if each.startswith("CASELEDGER_")]:
        if not name.startswith("CASELEDGER_TEST_"):
            del os.environ[name]
    # Processes that tests start would compile every module anew, which takes a second each.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if environment.CI and (missing := missing_in_ci()) is not None:
        raise pytest.UsageError(f"CI is set, but {missing}.")
    _allow_given_hosts(config)
    config.pluginmanager.register(Selection())


def _allow_given_hosts(config: pytest.Config) -> None:
    """Sockets are for this machine and for the servers that the caller named."""
    given = [each.rpartition(":")[0] for each in (environment.GIVEN_KAFKA or "").split(",") if each]
    if environment.GIVEN_POSTGRES and (host := urlsplit(environment.GIVEN_POSTGRES).hostname):
        given.append(host)
    config.option.allow_hosts = ",".join(["127.0.0.1", "::1", "localhost", *given])


def pytest_report_header(config: pytest.Config) -> list[str]:
    fast = "not kafka" in (config.getoption("-m") or "")
    broker = "not used" if fast else kafka_choice.described()
    given = environment.GIVEN_POSTGRES
    postgres = f"given, {urlsplit(given).hostname or 'local'}" if given else "18 (embedded)"
    data = environment.DATA if environment.has_data() else "absent"
    older = environment.older_postgres_version()
    return [
        f"broker: {broker}",
        f"PostgreSQL: {postgres}; contract suites also on: {older}",
        f"reference data: {data}",
    ]


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestBroker]:
    """The broker of the session. Use topics of your own; do not stop it."""
    started = shared_broker(tmp_path_factory.mktemp("broker"))
    yield started
    if not environment.GIVEN_KAFKA:
        started.stop()


@pytest.fixture
def own_broker(tmp_path: Path) -> Iterator[TestBroker]:
    started = start_own_broker(tmp_path / "broker")
    yield started
    started.stop()


@pytest.fixture(scope="session")
def _databases() -> Iterator[Databases]:
    if environment.GIVEN_POSTGRES:
        databases = Databases(environment.GIVEN_POSTGRES)
        yield databases
        databases.drop_all()
    else:
        with Cluster(embedded_programs()) as cluster:
            yield Databases(cluster.url())


@pytest.fixture(scope="session")
def _databases15() -> Iterator[Databases]:
    programs = environment.older_postgres()
    assert programs is not None
    with Cluster(programs) as cluster:
        yield Databases(cluster.url())


@pytest.fixture
def postgres_url(_databases: Databases) -> Iterator[str]:
    """A fresh database with the current schema, on the newest server."""
    url = _databases.fresh()
    yield url
    _databases.drop(url)


@pytest.fixture
def empty_postgres_url(_databases: Databases) -> Iterator[str]:
    """A fresh database without a schema, for tests of migrations."""
    url = _databases.empty()
    yield url
    _databases.drop(url)


@pytest.fixture
def postgres15_url(_databases15: Databases) -> Iterator[str]:
    """A fresh database with the current schema, on the oldest server that we support."""
    url = _databases15.fresh()
    yield url
    _databases15.drop(url)


@pytest.fixture
def postgres_cluster() -> Iterator[Cluster]:
    """A durable server of its own that listens on TCP, for tests that kill it or stand between."""
    with Cluster(embedded_programs(), tcp=True, durable=True) as cluster:
        yield cluster
