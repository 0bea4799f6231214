from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from domain.conversation.aggregate import Conversation
from tests.exactly_once.building import IDS
from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.traffic import PROFILE
from tests.exactly_once.world import World
from tests.support.polling import eventually


@contextmanager
def agent_writing_to(world: World, customer: str) -> Iterator[None]:
    """In a loop, in a process of its own, for as long as this lasts."""
    case = world.store.load(Conversation, IDS.conversation(PROFILE, customer)).latest_open
    plan = msgspec.json.encode(world.plan).decode()
    before = world.store.position()
    agent = world.run([sys.executable, "-m", "tests.exactly_once.agent", plan, str(case)])
    eventually(lambda: world.store.position() > before + 20, what="twenty notes")
    yield
    assert agent.poll() is None
    agent.kill()
    agent.wait()


def test_a_case_that_an_agent_writes_to_in_a_loop_loses_and_doubles_nothing(world: World) -> None:
    world.produce(world.traffic.take(200))
    with world.working():
        world.until_taken(200)
    with agent_writing_to(world, "customer-3"):
        world.produce(world.traffic.take(500))
        with world.working():
            world.until_taken(700)
    assert_law_holds(world)
