from __future__ import annotations

import pytest

from application.actor import Actor
from domain.case.commands import (
    AddNote,
    AnswerCase,
    AssignCase,
    ChangeStatus,
    CloseCase,
    EscalateMessage,
    OpenCase,
    ReopenCase,
    ResolveCase,
    UpdateCase,
)
from domain.case.errors import (
    CaseAlreadyOpen,
    CaseIsFinal,
    CaseTakesNoMessages,
    EmptyText,
    NoSuchStatus,
    NothingToChange,
)
from domain.message.authors import NotOneOfUs
from domain.message.errors import MessageNotParked, UnknownMessage
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


@pytest.fixture(autouse=True)
def heard(engine: Engine) -> None:
    """Ann wrote to a profile that follows the built-in policy."""
    engine.profile("builtin", group="service")
    care = Channel()
    engine.hear(care, care.message("1", thread={"subject": "Late parcel"}))


@pytest.mark.requirement("Q-15")
@pytest.mark.requirement("Q-16")
def test_a_case_by_hand_begins_with_what_it_is_given_and_no_message(engine: Engine) -> None:
    engine.do(
        OpenCase(
            profile_id="care",
            customer_id="bob",
            title="Wrong bill",
            group="bills",
            assignee="agent:bob",
            priority="high",
            labels=("vip", "vip"),
            fields={"order": 7},
            note="He called.",
        )
    )
    case = engine.open_case("bob")
    assert (case.origin, case.title, case.group) == ("manual", "Wrong bill", "bills")
    assert (case.assignee, case.priority, list(case.labels)) == ("agent:bob", "high", ["vip"])
    assert case.fields == {"order": 7}
    told = [each.event.TOPIC for each in engine.store.history(case.id)]
    assert told.count("case.note_added") == 1
    assert "case.message_attached" not in told


def test_a_new_case_goes_to_the_profiles_group_under_its_subject(engine: Engine) -> None:
    case = engine.open_case()
    assert (case.group, case.title) == ("service", "Late parcel")


def test_an_answer_is_a_message_of_ours_that_is_not_sent_yet(engine: Engine) -> None:
    case = engine.open_case()
    answer = AnswerCase(case_id=case.id, text=" On its way. ", in_reply_to=engine.message_id("1"))
    outcome = engine.do(answer, at=hours(1))
    assert outcome.facts["delivery"] == "not sent yet"
    (composed,) = engine.events("message.composed")
    assert (composed.personal.text, composed.in_reply_to) == ("On its way.", answer.in_reply_to)
    attached = engine.events("case.message_attached")[-1]
    assert (attached.direction, attached.author_kind) == ("out", "agent")
    assert (attached.decision.action, attached.decision.clock) == ("answer", "command")


def test_an_answer_in_grace_leaves_the_case_resolved(engine: Engine) -> None:
    case = engine.resolve(hours(1))
    engine.do(AnswerCase(case_id=case.id, text="One more thing."), at=hours(2))
    assert engine.case(case.id).category == "resolved"
    with pytest.raises(CaseTakesNoMessages) as refused:
        engine.do(AnswerCase(case_id=case.id, text="Too late."), at=hours(73))
    assert refused.value.facts["phase"] == "resolved_after_grace"


def test_a_final_case_takes_no_answer_and_no_change(engine: Engine) -> None:
    case = engine.open_case()
    engine.do(CloseCase(case_id=case.id))
    for command in (
        AnswerCase(case_id=case.id, text="x"),
        AddNote(case_id=case.id, text="x"),
        AssignCase(case_id=case.id, assignee="agent:bob"),
        UpdateCase(case_id=case.id, priority="low"),
        ChangeStatus(case_id=case.id, status="In progress"),
        ResolveCase(case_id=case.id),
        CloseCase(case_id=case.id),
        ReopenCase(case_id=case.id),
    ):
        version = engine.case(case.id).version
        with pytest.raises(CaseIsFinal):
            engine.do(command)
        assert engine.case(case.id).version == version


def test_nothing_visible_is_no_text(engine: Engine) -> None:
    case = engine.open_case()
    for command in (AnswerCase(case_id=case.id, text=" \n"), AddNote(case_id=case.id, text="")):
        with pytest.raises(EmptyText):
            engine.do(command)


def test_answering_what_is_no_message_is_refused(engine: Engine) -> None:
    case = engine.open_case()
    with pytest.raises(UnknownMessage):
        engine.do(AnswerCase(case_id=case.id, text="x", in_reply_to=case.id))


def test_a_command_that_would_change_nothing_is_refused(engine: Engine) -> None:
    case = engine.open_case()
    for command in (AssignCase(case_id=case.id), UpdateCase(case_id=case.id)):
        with pytest.raises(NothingToChange):
            engine.do(command)


@pytest.mark.requirement("C-46")
def test_statuses_are_those_of_the_pinned_policy(engine: Engine) -> None:
    case = engine.open_case()
    with pytest.raises(NoSuchStatus) as refused:
        engine.do(ChangeStatus(case_id=case.id, status="Waiting for response"))
    assert "Pending" in str(refused.value.facts["statuses"])
    engine.do(ChangeStatus(case_id=case.id, status="Pending"))
    assert engine.case(case.id).category == "waiting_customer"


def test_an_open_case_is_not_reopened(engine: Engine) -> None:
    with pytest.raises(CaseAlreadyOpen):
        engine.do(ReopenCase(case_id=engine.open_case().id))


def test_what_is_in_a_case_or_unknown_is_not_escalated(engine: Engine) -> None:
    with pytest.raises(MessageNotParked):
        engine.do(EscalateMessage(message_id=engine.message_id("1")))
    for none in (engine.message_id("none"), engine.open_case().id):
        with pytest.raises(UnknownMessage):
            engine.do(EscalateMessage(message_id=none))


def test_an_unattached_message_is_not_escalated(engine: Engine) -> None:
    care = Channel(partition=1)
    engine.hear(care, care.message("x", customer="eve", by="agent"))
    with pytest.raises(MessageNotParked) as refused:
        engine.do(EscalateMessage(message_id=engine.message_id("x")))
    assert refused.value.facts["place"] == "unattached"


def test_a_case_assigned_and_cleared(engine: Engine) -> None:
    case = engine.open_case()
    engine.do(AssignCase(case_id=case.id, assignee="agent:bob", group="bills"))
    engine.do(AssignCase(case_id=case.id, clear=True))
    assert (engine.open_case().assignee, engine.open_case().group) == (None, "bills")


@pytest.mark.parametrize(
    ("actor", "kind"),
    [("agent:ann", "agent"), ("supervisor:sue", "agent"), ("bot:x", "bot"), ("system:x", "system")],
)
def test_an_answer_of_a_program_is_not_an_agents(engine: Engine, actor: str, kind: str) -> None:
    engine.do(AnswerCase(case_id=engine.open_case().id, text="Hi"), actor=Actor(actor, "test"))

    assert engine.events("case.message_attached")[-1].author_kind == kind


def test_nobody_answers_as_a_customer(engine: Engine) -> None:
    ann, before = Actor("customer:ann", "test"), len(engine.events())

    with pytest.raises(NotOneOfUs):
        engine.do(AnswerCase(case_id=engine.open_case().id, text="Hi"), actor=ann)

    assert len(engine.events()) == before
