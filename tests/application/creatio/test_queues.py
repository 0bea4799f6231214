"""Queues: who waits, whose turn it is, and who may take whom."""

from __future__ import annotations

import pytest

from application.actor import Actor
from domain.case.case_type_commands import SetCaseType
from domain.case.commands import AssignCase, CancelCase, ChangeStatus, ResolveCase, UpdateCase
from domain.case.errors import CaseNotOpen
from domain.case.events import AssigneeChanged, StatusChanged
from domain.case.queue_commands import PutInQueue, TakeCase, TakeNext
from domain.case.queue_errors import (
    CaseAlreadyTaken,
    NotNext,
    NotOfTheQueue,
    OnlyAgentsTake,
    QueueIsEmpty,
)
from domain.case.queue_events import EnteredQueue, ReturnedToQueue, TakenFromQueue
from domain.definition.errors import UnknownDefinition
from tests.application.creatio.desk import ANNA, BOB, desk, three_wait, waiting, writes
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel, hours
from tests.support.defining import define

NEXT = {"take": "next"}


def test_a_new_case_of_a_profile_that_feeds_a_queue_waits_in_it(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")

    assert (case.queue, case.queued_at) == ("desk", NOON)
    assert engine.events(EnteredQueue.TOPIC) == [EnteredQueue("desk")]
    assert waiting(engine) == ["ann"]


@pytest.mark.policy("creatio", "queue.take")
@pytest.mark.requirement("C-02")
def test_any_case_of_the_queue_may_be_taken(engine: Engine) -> None:
    three_wait(engine)

    engine.do(TakeCase(case_id=engine.open_case("ann").id), actor=ANNA)

    assert waiting(engine) == ["dora", "bob"]


@pytest.mark.requirement("C-08")
@pytest.mark.requirement("C-10")
@pytest.mark.requirement("C-11")
def test_taking_puts_the_case_into_progress_and_names_the_assignee(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")

    done = engine.do(TakeCase(case_id=case.id), actor=ANNA, at=None)

    taken = engine.case(case.id)
    assert (taken.status, taken.assignee) == ("In progress", "anna")
    assert done.facts["queue"] == "desk"
    facts = engine.events(TakenFromQueue.TOPIC, AssigneeChanged.TOPIC, StatusChanged.TOPIC)
    assert facts == [
        TakenFromQueue("any", "desk", 0.0),
        AssigneeChanged("anna"),
        StatusChanged("New", "In progress", "open"),
    ]


@pytest.mark.requirement("C-09")
@pytest.mark.requirement("C-11")
def test_to_move_it_into_progress_is_to_take_it(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")

    engine.do(ChangeStatus(case_id=case.id, status="In progress"), actor=ANNA)

    assert engine.case(case.id).assignee == "anna"
    assert waiting(engine) == []


@pytest.mark.requirement("C-03")
def test_a_queue_may_give_out_only_its_next_case(engine: Engine) -> None:
    three_wait(engine, **NEXT)
    number = engine.open_case("ann").number

    with pytest.raises(NotNext) as refused:
        engine.do(TakeCase(case_id=engine.open_case("ann").id), actor=ANNA)

    assert refused.value.facts["number"] == number
    assert engine.open_case("dora").number not in map(str, refused.value.facts.values())
    assert waiting(engine) == ["dora", "ann", "bob"]


@pytest.mark.requirement("C-03")
def test_nor_may_another_be_moved_into_progress(engine: Engine) -> None:
    three_wait(engine, **NEXT)
    with pytest.raises(NotNext):
        engine.do(
            ChangeStatus(case_id=engine.open_case("bob").id, status="In progress"), actor=ANNA
        )


@pytest.mark.requirement("C-03")
def test_the_next_is_who_waits_longest(engine: Engine) -> None:
    three_wait(engine, **NEXT)

    taken = [engine.do(TakeNext(queue="desk"), actor=who).facts["number"] for who in (ANNA, BOB)]

    assert taken == [engine.open_case("dora").number, engine.open_case("ann").number]
    assert engine.open_case("ann").assignee == "bob"
    modes = [each.mode for each in engine.events(TakenFromQueue.TOPIC)]
    assert modes == ["next", "next"]


def test_the_one_whose_turn_it_is_may_be_named_too(engine: Engine) -> None:
    three_wait(engine, **NEXT)
    engine.do(TakeCase(case_id=engine.open_case("dora").id), actor=ANNA)
    assert waiting(engine) == ["ann", "bob"]


@pytest.mark.policy("creatio", "queue.take")
def test_where_the_queue_does_not_say_the_policy_does(engine: Engine) -> None:
    engine.profile(None)
    engine.profile(engine.policy("strict", "creatio", queue={"take": "next"}), name="strict")
    define(engine, "queue", "desk", profiles=["strict"])
    strict = Channel("strict")
    for number, customer in enumerate(("dora", "ann")):
        engine.hear(strict, strict.message(customer, hours(number), customer=customer))

    with pytest.raises(NotNext):
        engine.do(TakeCase(case_id=engine.open_case("ann", profile="strict").id), actor=ANNA)


def test_priority_goes_first_where_it_is_switched_on(engine: Engine) -> None:
    care = three_wait(engine, **NEXT, priority_first=True)
    engine.do(UpdateCase(case_id=engine.open_case("bob").id, priority="urgent"))
    writes(engine, care, "carl", hours(3))
    engine.do(UpdateCase(case_id=engine.open_case("carl").id, priority="unheard of"))

    turns = [engine.do(TakeNext(queue="desk"), actor=ANNA).facts["number"] for _ in range(4)]

    expected = [engine.open_case(name).number for name in ("bob", "dora", "ann", "carl")]
    assert turns == expected


def test_an_empty_queue_says_so(engine: Engine) -> None:
    desk(engine)
    with pytest.raises(QueueIsEmpty):
        engine.do(TakeNext(queue="desk"), actor=ANNA)
    with pytest.raises(UnknownDefinition):
        engine.do(TakeNext(queue="nowhere"), actor=ANNA)


@pytest.mark.requirement("C-19")
def test_only_members_of_its_groups_take_from_a_queue(engine: Engine) -> None:
    define(engine, "group", "first-line", members=["anna"])
    case = writes(engine, desk(engine, queue={"groups": ["first-line"]}), "ann")

    for command in (TakeNext(queue="desk"), TakeCase(case_id=case.id)):
        with pytest.raises(NotOfTheQueue):
            engine.do(command, actor=BOB)
    engine.do(TakeNext(queue="desk"), actor=ANNA)

    assert engine.case(case.id).assignee == "anna"


@pytest.mark.requirement("C-18")
@pytest.mark.requirement("C-19")
def test_a_case_that_was_given_to_a_group_is_taken_by_a_member(engine: Engine) -> None:
    engine.profile("creatio")
    define(engine, "group", "second-line", members=["bob"])
    care = Channel()
    case = writes(engine, care, "ann")
    engine.do(AssignCase(case_id=case.id, group="second-line"))

    with pytest.raises(NotOfTheQueue):
        engine.do(TakeCase(case_id=case.id), actor=ANNA)
    engine.do(TakeCase(case_id=case.id), actor=BOB)

    assert engine.case(case.id).assignee == "bob"


@pytest.mark.requirement("C-18")
@pytest.mark.requirement("C-19")
def test_a_case_that_was_given_to_an_agent_waits_for_nobody_else(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    engine.do(AssignCase(case_id=case.id, assignee="bob"))

    with pytest.raises(CaseAlreadyTaken) as refused:
        engine.do(TakeCase(case_id=case.id), actor=ANNA)

    assert refused.value.facts["assignee"] == "bob"
    assert waiting(engine) == []


def test_taking_what_one_has_changes_nothing(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    engine.do(TakeCase(case_id=case.id), actor=ANNA)
    version = engine.case(case.id).version

    engine.do(TakeCase(case_id=case.id), actor=ANNA)

    assert engine.case(case.id).version == version


def test_rules_and_connectors_take_nothing(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    with pytest.raises(OnlyAgentsTake):
        engine.do(TakeCase(case_id=case.id), actor=Actor("connector:imap", "channel"))


def test_what_is_resolved_cannot_be_taken(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    engine.do(ResolveCase(case_id=case.id))
    with pytest.raises(CaseNotOpen):
        engine.do(TakeCase(case_id=case.id), actor=ANNA)


def test_what_ended_or_waits_for_its_customer_waits_in_no_queue(engine: Engine) -> None:
    three_wait(engine)
    engine.do(ResolveCase(case_id=engine.open_case("dora").id))
    engine.do(CancelCase(case_id=engine.open_case("ann").id))
    engine.do(ChangeStatus(case_id=engine.open_case("bob").id, status="Waiting for response"))

    assert waiting(engine) == []


def test_who_loses_its_assignee_waits_again_at_the_end(engine: Engine) -> None:
    three_wait(engine)
    case = engine.open_case("dora")
    engine.do(TakeCase(case_id=case.id), actor=ANNA)

    engine.do(AssignCase(case_id=case.id, clear=True), at=hours(5))

    assert waiting(engine) == ["ann", "bob", "dora"]
    assert engine.events(ReturnedToQueue.TOPIC) == [ReturnedToQueue("desk", "unassigned")]


def test_a_case_can_be_put_into_another_queue(engine: Engine) -> None:
    three_wait(engine)
    define(engine, "queue", "counter")

    engine.do(PutInQueue(case_id=engine.open_case("ann").id, queue="counter"), at=hours(4))

    assert waiting(engine) == ["dora", "bob"]
    assert waiting(engine, "counter") == ["ann"]
    with pytest.raises(UnknownDefinition):
        engine.do(PutInQueue(case_id=engine.open_case("ann").id, queue="nowhere"))


def test_to_put_it_where_it_is_changes_nothing(engine: Engine) -> None:
    three_wait(engine)
    engine.do(PutInQueue(case_id=engine.open_case("dora").id, queue="desk"), at=hours(4))
    assert waiting(engine) == ["dora", "ann", "bob"]


def test_work_that_was_begun_keeps_its_status_in_other_hands(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    engine.do(TakeCase(case_id=case.id), actor=ANNA)
    engine.do(AssignCase(case_id=case.id, clear=True))

    engine.do(TakeCase(case_id=case.id), actor=BOB)

    assert (engine.case(case.id).status, engine.case(case.id).assignee) == ("In progress", "bob")
    assert len(engine.events(StatusChanged.TOPIC)) == 1


def test_a_queue_may_be_fed_by_a_type(engine: Engine) -> None:
    engine.profile("creatio")
    define(engine, "queue", "requests", case_types=["service_request"])
    case = writes(engine, Channel(), "ann")

    engine.do(SetCaseType(case_id=case.id, case_type="service_request"))

    assert waiting(engine, "requests") == ["ann"]
