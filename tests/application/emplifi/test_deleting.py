"""Deleting a case by permission, and what becomes of its pair, its links and its messages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from application.actor import Actor
from domain.case.commands import (
    AddNote,
    AnswerCase,
    CreateChild,
    EscalateMessage,
    LinkChild,
    OpenCase,
    RecordSurvey,
    ReopenCase,
    ResolveCase,
    UpdateCase,
)
from domain.case.deleting_commands import DeleteCase, RestoreCase
from domain.case.deleting_errors import CaseIsDeleted, CaseNotDeleted, HoldsMergedCases
from domain.case.errors import EmptyText, StaleVersion, UnknownCase
from domain.case.merging_commands import MergeCases, MoveMessage, UnmergeCase
from domain.case.merging_errors import CaseIsMerged
from domain.conversation.errors import AnotherCaseIsOpen
from domain.team.errors import NotPermitted
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

ERASER = Actor("agent:eva", "os-user:eva", frozenset())


def delete(engine: Engine, number: str | None = None) -> str:
    """The newest open case of ann, or the one of this number; its number."""
    id = engine.store.ledger.case_id(number) if number is not None else engine.open_case().id
    assert id is not None
    return str(engine.do(DeleteCase(case_id=id, reason="asked for")).facts["number"])


def restore(engine: Engine, number: str) -> None:
    id = engine.store.ledger.case_id(number)
    assert id is not None
    engine.do(RestoreCase(case_id=id))


@pytest.mark.requirement("E-45")
def test_only_whom_the_permission_was_given_deletes(engine: Engine, care: Channel) -> None:
    define(engine, "agent", "bob", roles=["supervisor"])
    define(engine, "agent", "eva", permissions=["delete"])
    define(engine, "agent", "root", roles=["administrator"])
    engine.hear(care, care.message("1"))
    gone = DeleteCase(case_id=engine.open_case().id, reason="asked for")
    with pytest.raises(NotPermitted) as refused:
        engine.do(gone, actor=Actor("agent:bob", "os-user:bob", frozenset()))
    assert refused.value.facts["needed"] == "delete"
    engine.do(gone, actor=ERASER)
    with pytest.raises(NotPermitted):
        engine.do(RestoreCase(case_id=gone.case_id), actor=Actor("agent:bob", "x", frozenset()))
    engine.do(RestoreCase(case_id=gone.case_id), actor=ERASER)


@pytest.mark.requirement("E-45")
def test_a_deleted_case_frees_its_pair_and_nothing_is_stored_in_it_any_more(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    number = delete(engine)
    engine.hear(care, care.message("2", hours(1)), care.message("3", hours(2), by="agent"))
    new = engine.open_case()
    assert new.number != number
    assert [engine.message(each).case_id == new.id for each in "123"] == [False, True, True]
    assert engine.conversation().case_numbered(number) is None


def test_where_no_case_is_left_another_phase_never_counts(engine: Engine, care: Channel) -> None:
    """Resolved and in its grace it would have come back; deleted it does not."""
    engine.hear(care, care.message("1", hours(0)))
    resolved = engine.resolve(hours(1))
    delete(engine, resolved.number)
    engine.hear(care, care.message("2", hours(2)))
    assert engine.open_case().id != resolved.id


def test_an_older_case_is_what_a_message_meets_then(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    delete(engine)
    assert engine.hear(care, care.message("2", hours(100))).parked == 1


def test_a_message_that_names_a_deleted_case_is_routed_as_new(engine: Engine) -> None:
    engine.profile("bright_pattern")
    care = Channel()
    engine.hear(care, care.message("1", hours(0)))
    number = delete(engine)
    engine.hear(
        care,
        care.message("2", hours(1), thread={"in_reply_to": "1"}),
        care.message("3", hours(2), customer="bob", thread={"case_number": number}),
    )
    assert engine.message("2").case_id == engine.open_case().id
    assert engine.message("3").case_id == engine.open_case("bob").id


@pytest.mark.parametrize(
    "command",
    [
        lambda id: AddNote(case_id=id, text="x"),
        lambda id: AnswerCase(case_id=id, text="x"),
        lambda id: UpdateCase(case_id=id, title="x"),
        lambda id: ResolveCase(case_id=id),
        lambda id: ReopenCase(case_id=id),
        lambda id: DeleteCase(case_id=id, reason="twice"),
    ],
)
def test_nothing_can_be_done_with_a_deleted_case(
    engine: Engine, care: Channel, command: Callable[..., object]
) -> None:
    engine.hear(care, care.message("1"))
    id = engine.open_case().id
    number = delete(engine)
    before = engine.store.position()
    with pytest.raises(CaseIsDeleted) as refused:
        engine.do(command(id))
    assert refused.value.facts == {
        "case_id": id,
        "number": number,
        "by": "agent:ann",
        "at": engine.now,
    }
    assert engine.store.position() == before


def test_its_messages_cannot_be_moved_away_nor_others_into_it(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1"))
    gone = engine.open_case().id
    delete(engine)
    engine.hear(care, care.message("2"))
    here = engine.open_case().id
    for name, to in (("1", here), ("2", gone)):
        with pytest.raises(CaseIsDeleted):
            engine.do(MoveMessage(message_id=engine.message_id(name), case_id=to))
    with pytest.raises(CaseIsDeleted):
        engine.do(MergeCases(case_id=here, into_id=gone))


def test_restored_it_stands_as_it_stood(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    before = engine.open_case()
    number = delete(engine)
    restore(engine, number)
    after = engine.open_case()
    assert (after.id, after.status, after.category) == (before.id, before.status, before.category)
    engine.hear(care, care.message("2", hours(1)))
    assert engine.message("2").case_id == after.id
    with pytest.raises(CaseNotDeleted):
        restore(engine, number)


@pytest.mark.requirement("E-09")
def test_an_open_case_is_not_restored_beside_another(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    number = delete(engine)
    engine.hear(care, care.message("2", hours(1)))
    with pytest.raises(AnotherCaseIsOpen) as refused:
        restore(engine, number)
    assert refused.value.facts["number"] == engine.open_case().number
    engine.resolve(hours(2))
    restore(engine, number)
    assert engine.open_case().number == number


def test_a_settled_case_is_restored_beside_an_open_one_which_keeps_the_messages(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    number = engine.resolve(hours(1)).number
    delete(engine, number)
    engine.hear(care, care.message("2", hours(2)))
    restore(engine, number)
    engine.hear(care, care.message("3", hours(3)))
    assert engine.message("3").case_id == engine.open_case().id
    assert [case.is_open for case in engine.cases()] == [True, False]


def test_its_number_is_never_given_again(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    number = delete(engine)
    engine.hear(care, care.message("2", hours(1)))
    assert engine.open_case().number != number
    assert engine.store.ledger.case_id(number) is not None


def test_a_parent_leaves_its_children_and_a_child_its_parent(engine: Engine) -> None:
    engine.profile("deskie", can_initiate=True)
    parent = engine.case(engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["case_id"])
    children = [
        engine.case(
            engine.do(CreateChild(parent_id=parent.id, profile_id="care", customer_id=who)).facts[
                "case_id"
            ]
        )
        for who in ("bob", "cleo")
    ]
    one, other = children
    told = engine.do(DeleteCase(case_id=one.id, reason="x")).facts
    assert told["detached_from"] == parent.number
    assert list(engine.case(parent.id).children) == [other.id]
    told = engine.do(DeleteCase(case_id=parent.id, reason="x")).facts
    assert told["detached_children"] == [other.number]
    assert engine.case(other.id).parent_id is None
    engine.do(RestoreCase(case_id=parent.id))
    assert not engine.case(parent.id).children
    engine.do(LinkChild(parent_id=parent.id, child_id=other.id))


def test_what_was_merged_is_taken_apart_before_it_is_deleted(engine: Engine) -> None:
    engine.profile("creatio")
    ids = [
        engine.case(engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["case_id"]).id
        for _ in range(2)
    ]
    merged, target = (engine.case(id) for id in ids)
    engine.do(MergeCases(case_id=merged.id, into_id=target.id))
    with pytest.raises(CaseIsMerged):
        engine.do(DeleteCase(case_id=merged.id, reason="x"))
    with pytest.raises(HoldsMergedCases) as refused:
        engine.do(DeleteCase(case_id=target.id, reason="x"))
    assert refused.value.facts["merged"] == merged.number
    engine.do(UnmergeCase(case_id=merged.id))
    engine.do(DeleteCase(case_id=target.id, reason="x"))


def test_parked_messages_wait_on_for_a_new_case(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    number = engine.resolve(hours(1)).number
    engine.hear(care, care.message("2", hours(100)))
    delete(engine, number)
    assert engine.message("2").place == "parked"
    told = engine.do(EscalateMessage(message_id=engine.message_id("2")))
    assert told.facts["joined"] == "a new case"


def test_what_is_wrong_with_the_request_is_said(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    with pytest.raises(EmptyText):
        engine.do(DeleteCase(case_id=case.id, reason="  "))
    with pytest.raises(StaleVersion):
        engine.do(DeleteCase(case_id=case.id, reason="x"), version=1)
    with pytest.raises(UnknownCase):
        engine.do(RestoreCase(case_id=engine.message_id("1")))


def test_what_comes_for_a_deleted_case_is_taken_and_changes_nothing(engine: Engine) -> None:
    engine.profile("creatio")
    care = Channel()
    engine.hear(care, care.message("1", hours(0)))
    case = engine.open_case()
    answered = engine.do(AnswerCase(case_id=case.id, text="x"), at=hours(1)).facts["message_id"]
    survey = engine.do(RecordSurvey(case_id=case.id)).facts["survey_id"]
    engine.resolve(hours(2))
    delete(engine, case.number)
    taken = engine.hear(
        care,
        care.survey_answer("a", survey, hours(3), value=1),
        care.delivery("d", hours(3), outbound_id=answered),
    )
    assert taken.applied == 2
    assert engine.case(case.id).category == "deleted"
    assert not engine.conversation().open_cases
