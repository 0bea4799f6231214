from __future__ import annotations

import msgspec

from application.intake.intake import Intake
from application.intake.retrying import Drained, Retrying
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from domain.identity import record_key
from ingest.decoding.decode import decode
from ingest.failures import FAULT_EXIT_CODE
from tests.exactly_once.building import HASH_KEY, IDS
from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.traffic import PROFILE, Sent
from tests.exactly_once.world import ACTOR, World

BROKEN = "customer-3"
KEY = record_key(PROFILE, BROKEN)


def messages_of(world: World, customer: str) -> list[str]:
    """Message ids of a customer's cases, in the order in which they were attached."""
    conversation = world.store.load(Conversation, IDS.conversation(PROFILE, customer))
    return [
        str(each.event.message_id)
        for case_id in conversation.cases
        for each in world.store.history(world.store.load(Case, case_id).id)
        if each.event.TOPIC == "case.message_attached"
    ]


def drain(world: World, key: str) -> Drained:
    return Retrying(world.store, Intake(world.store, IDS, decode, HASH_KEY)).held(key, ACTOR)


def ids_of(sent: list[Sent], customer: str) -> list[str]:
    key = record_key(PROFILE, customer).encode()
    named = [each.external_id for each in sent if each.key == key and each.external_id]
    return [str(IDS.message(PROFILE, each)) for each in named]


def test_a_fault_for_one_key_holds_it_while_the_others_go_on(world: World) -> None:
    world.produce(sent := world.traffic.take(200))
    broken = msgspec.structs.replace(world.plan, broken_for=[BROKEN])
    with world.working(broken) as worker:
        world.until_taken(200)
    assert worker.exit_code == 0
    held = world.store.ledger.held()
    assert {each.hold_key for each in held} == {KEY}
    assert len(held) == len(ids_of(sent, BROKEN))
    assert held[0].fault == "ZeroDivisionError: our mistake"
    assert messages_of(world, "customer-4") == ids_of(sent, "customer-4")
    assert_law_holds(world)


def test_a_retry_drains_in_order_and_new_records_queue_behind_until_then(world: World) -> None:
    world.produce(first := world.traffic.take(150))
    broken = msgspec.structs.replace(world.plan, broken_for=[BROKEN])
    with world.working(broken):
        world.until_taken(150)
    world.produce(second := world.traffic.take(150))
    with world.working():
        world.until_taken(300)
        waiting = ids_of(first + second, BROKEN)
        assert len(world.store.ledger.held(KEY)) == len(waiting)
        assert_law_holds(world)
        drained = drain(world, KEY)
        assert (drained.taken, drained.left) == (len(waiting), 0)
        world.produce(third := world.traffic.take(100))
        world.until_taken(400)
    assert not world.store.ledger.held()
    assert messages_of(world, BROKEN) == ids_of(first + second + third, BROKEN)
    assert_law_holds(world)


def test_a_fault_for_all_ends_the_worker_and_costs_nothing(world: World) -> None:
    """Twenty customers within a minute: a bad release, not bad records."""
    world.produce(world.traffic.take(300))
    broken = world.spawn(broken_for=["*"])
    assert broken.wait(60) == FAULT_EXIT_CODE
    held = {each.hold_key for each in world.store.ledger.held()}
    assert len(held) < 20
    world.change_group()
    with world.working():
        world.until_taken(300)
    for key in held:
        drain(world, key)
    assert not world.store.ledger.held()
    assert_law_holds(world)
