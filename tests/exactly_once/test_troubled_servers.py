from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import msgspec
import pytest

from bootstrap.schema import upgrade
from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.world import World
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually
from tests.support.postgres_cluster import Cluster
from tests.support.small_disk import SmallDisk
from tests.support.tcp_proxy import TcpProxy


@pytest.fixture
def cluster_world(broker: TestBroker, postgres_cluster: Cluster) -> Iterator[World]:
    """On a database server that the test may kill."""
    upgrade(postgres_cluster.url())
    made = World(broker, postgres_cluster.url())
    yield made
    made.close()


@pytest.fixture
def small_disk(postgres_cluster: Cluster) -> Iterator[SmallDisk]:
    with SmallDisk(postgres_cluster) as disk:
        upgrade(disk.url)
        yield disk


LOCKED = b"LOCK TABLE"
"""What the server says in a transaction that writes to the log, and in no other."""


def through(proxy: TcpProxy, database: str) -> str:
    parts = urlsplit(database)
    return urlunsplit(parts._replace(netloc=f"{parts.username}@127.0.0.1:{proxy.port}"))


@pytest.mark.parametrize("lost", range(1, 4))
def test_the_lost_answer_to_a_commit_doubles_nothing(cluster_world: World, lost: int) -> None:
    world = cluster_world
    world.produce(world.traffic.take(300))
    place = urlsplit(world.database)
    assert place.port is not None
    with TcpProxy("127.0.0.1", place.port) as proxy:
        plan = msgspec.structs.replace(world.plan, database=through(proxy, world.database))
        with world.working(plan) as worker:
            for number in range(lost):
                proxy.swallow_answer_to(b"COMMIT", after=LOCKED)
                eventually(proxy.swallowed.is_set, what=f"lost answer {number + 1}")
                world.produce(world.traffic.take(20))
            world.until_taken(300 + 20 * lost)
        assert "Outage" in worker.errors()
    assert_law_holds(world)


def test_a_killed_database_server_that_comes_back_costs_nothing(
    cluster_world: World, postgres_cluster: Cluster
) -> None:
    world = cluster_world
    world.produce(world.traffic.take(500))
    with world.working() as worker:
        world.until_taken(50)
        postgres_cluster.kill()
        eventually(lambda: worker.status.state == "waiting", what="the worker to notice")
        world.produce(world.traffic.take(100))
        postgres_cluster.start()
        world.reopen()
        world.until_taken(600)
    assert_law_holds(world)


@pytest.mark.kafka_only
def test_a_killed_broker_that_comes_back_costs_nothing(
    own_broker: TestBroker, postgres_url: str
) -> None:
    with closing(World(own_broker, postgres_url)) as world:
        world.produce(world.traffic.take(400))
        with world.working():
            world.until_taken(50)
            own_broker.kill()
            own_broker.start()
            world.produce(world.traffic.take(100))
            world.until_taken(500)
        assert_law_holds(world)


def test_a_full_disk_is_waited_for(broker: TestBroker, small_disk: SmallDisk) -> None:
    with closing(World(broker, small_disk.url)) as world:
        world.produce(world.traffic.take(200))
        with world.working() as worker:
            world.until_taken(200)
            small_disk.fill()
            world.produce(world.traffic.take(3000))
            eventually(lambda: worker.status.state == "waiting", what="the worker to notice")
            assert "could not extend" in str(worker.status.last_error)
            assert world.taken() < 3200
            small_disk.free()
            world.until_taken(3200)
        assert_law_holds(world)
