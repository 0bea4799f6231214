from __future__ import annotations

import signal

import pytest

from tests.exactly_once.crashing import BOUNDARIES
from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.world import World
from tests.support.polling import eventually


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_worker_killed_at_a_boundary_loses_and_doubles_nothing(
    world: World, boundary: str
) -> None:
    world.produce(world.traffic.take(300))
    doomed = world.spawn(die_at=boundary, die_in_batch=3)
    assert doomed.wait(60) == -signal.SIGKILL
    assert 0 < world.taken() < 300
    world.change_group()
    with world.working():
        world.until_taken(300)
    assert_law_holds(world)


@pytest.mark.deep
@pytest.mark.parametrize("boundary", BOUNDARIES)
@pytest.mark.parametrize("batch", range(1, 9))
def test_a_worker_killed_in_any_batch(world: World, boundary: str, batch: int) -> None:
    world.produce(world.traffic.take(600))
    doomed = world.spawn(die_at=boundary, die_in_batch=batch)
    assert doomed.wait(60) == -signal.SIGKILL
    world.change_group()
    with world.working():
        world.until_taken(600)
    assert_law_holds(world)


def test_a_worker_told_to_end_finishes_its_batch_and_another_takes_over(world: World) -> None:
    world.produce(world.traffic.take(200))
    with_signal = world.spawn()
    eventually(lambda: world.taken() > 0, what="a first batch")
    with_signal.send_signal(signal.SIGTERM)
    assert with_signal.wait(30) == 0
    world.produce(world.traffic.take(100))
    with world.working():
        world.until_taken(300)
    assert_law_holds(world)


def test_the_group_gives_a_dead_workers_partitions_to_the_next(world: World) -> None:
    world.produce(world.traffic.take(150))
    doomed = world.spawn(die_at="after the insert", die_in_batch=1)
    assert doomed.wait(60) == -signal.SIGKILL
    with world.working():
        world.until_taken(150)
    assert_law_holds(world)


def test_workers_killed_again_and_again_get_there(world: World) -> None:
    world.produce(world.traffic.take(500))
    for boundary in BOUNDARIES:
        assert world.spawn(die_at=boundary).wait(60) == -signal.SIGKILL
        world.change_group()
    with world.working():
        world.until_taken(500)
    assert_law_holds(world)
