"""The servers of the tests keep what the other tests rely on."""

from __future__ import annotations

import psycopg
import pytest

from tests.support.kafka_choice import TestBroker
from tests.support.postgres_cluster import Cluster


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name for (name,) in rows}


def test_a_fresh_database_has_the_schema(postgres_url: str) -> None:
    assert {"caseledger_events", "intake_positions"} <= tables(postgres_url)


def test_the_older_server_has_the_same_tables(postgres_url: str, postgres15_url: str) -> None:
    assert tables(postgres15_url) == tables(postgres_url)
    with psycopg.connect(postgres15_url) as connection:
        assert connection.info.server_version < 180000


def test_an_empty_database_is_empty(empty_postgres_url: str) -> None:
    assert tables(empty_postgres_url) == set()


def test_a_killed_database_server_comes_back_with_its_data(postgres_cluster: Cluster) -> None:
    with psycopg.connect(postgres_cluster.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    postgres_cluster.kill()
    postgres_cluster.start()
    assert tables(postgres_cluster.url()) == {"kept"}


def test_a_topic_made_again_has_another_id(broker: TestBroker) -> None:
    first = broker.topics.create(partitions=2)
    broker.topics.delete(first.name)
    second = broker.topics.create(first.name, partitions=2)
    assert second.id != first.id


@pytest.mark.kafka_only
@pytest.mark.slow
def test_a_killed_broker_comes_back_with_its_topics(own_broker: TestBroker) -> None:
    made = own_broker.topics.create(partitions=1)
    own_broker.kill()
    own_broker.start()
    assert own_broker.topics.find(made.name) == made
