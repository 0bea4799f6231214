from __future__ import annotations

import msgspec
import pytest

from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.world import World


def test_everything_is_taken_once(world: World) -> None:
    world.produce(world.traffic.take(400))
    with world.working():
        world.until_taken(400)
    assert_law_holds(world)


@pytest.mark.parametrize("first", [0, 1, 137, 299])
def test_the_same_events_from_any_offset_on_another_topic_take_no_effect(
    world: World, first: int
) -> None:
    sent = world.traffic.take(300)
    world.produce(sent)
    with world.working():
        world.until_taken(300)
    before = world.store.position()
    world.produce(sent[first:], world.add_topic(partitions=2))
    with world.working():
        world.until_taken(600 - first)
    assert world.store.position() == before
    assert_law_holds(world)


def test_a_group_that_begins_anew_takes_nothing_twice(world: World) -> None:
    world.produce(world.traffic.take(200))
    with world.working():
        world.until_taken(200)
    world.plan = msgspec.structs.replace(world.plan, group=f"another-{world.topic.name}")
    world.produce(world.traffic.take(50))
    with world.working():
        world.until_taken(250)
    assert sum(each.duplicates for each in world.store.ledger.positions()) == 0
    assert_law_holds(world)


def test_what_a_producer_sent_again_counts_as_duplicates(world: World) -> None:
    sent = world.traffic.take(200)
    again = [each for each in sent for _ in range(3)]
    world.produce(again)
    with world.working():
        world.until_taken(600)
    assert_law_holds(world)
    messages = sum(each.external_id is not None for each in sent)
    assert sum(each.duplicates for each in world.store.ledger.positions()) == 2 * messages
