"""Moving a message, taking one out, splitting a case: each message is in exactly one place."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.case.commands import AnswerCase, CloseCase, EscalateMessage, ResolveCase
from domain.case.errors import CaseIsFinal, StaleVersion
from domain.case.merging_commands import DetachMessage, MoveMessage
from domain.case.merging_errors import CaseIsMerged, NothingWouldStay
from domain.conversation.errors import AnotherCaseIsOpen
from domain.message.aggregate import Message
from domain.message.errors import (
    MessageAlreadyThere,
    MessageCannotMove,
    MessageNotInCase,
    OwnAnswerStays,
    UnknownMessage,
)
from tests.application.merging.acting import (
    case_of,
    detach,
    merge,
    move,
    opened,
    split,
    threads,
    write,
)
from tests.properties.invariants import every_message_is_in_exactly_one_place
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


def all_in_one_place(engine: Engine) -> None:
    every_message_is_in_exactly_one_place(engine.store.read_log(limit=10_000))


class TestMoving:
    def test_a_message_goes_from_case_to_case(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        move(engine, "1", two, "Another order.", at=hours(5))
        assert case_of(engine, "1").id == two.id
        (left,) = engine.events("case.message_detached")
        assert (left.because, left.to_case, left.to_number) == ("moved", two.id, two.number)
        (moved,) = engine.events("message.moved")
        assert (moved.from_case, moved.personal.reason) == (one.id, "Another order.")
        all_in_one_place(engine)

    @pytest.mark.requirement("Q-27")
    def test_the_clock_of_silence_starts_anew(self, engine: Engine) -> None:
        care = threads(engine)
        opened(engine, care, "1")
        two = opened(engine, care, "2")
        move(engine, "1", two, at=hours(5))
        assert engine.case(two.id).last_added_at == hours(5)

    def test_a_parked_message_is_put_into_a_case(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        write(engine, care, "2", 1, auto_submitted=True)
        assert engine.message("2").place == "parked"
        move(engine, "2", one)
        assert case_of(engine, "2").id == one.id
        all_in_one_place(engine)

    def test_an_answer_of_ours_moves_too(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        answer = UUID(engine.do(AnswerCase(case_id=one.id, text="Yes.")).facts["message_id"])
        move(engine, answer, two)
        assert engine.store.load(Message, answer).case_id == two.id
        with pytest.raises(OwnAnswerStays):
            engine.do(DetachMessage(message_id=answer))
        all_in_one_place(engine)

    def test_it_goes_on_to_where_the_case_was_merged(self, engine: Engine) -> None:
        care = threads(engine)
        one, two, three = (opened(engine, care, id) for id in "123")
        merge(engine, one, two)
        move(engine, "3", one)
        assert case_of(engine, "3").id == two.id
        assert three.id not in {case_of(engine, id).id for id in "123"}

    def test_a_resolved_case_takes_it_and_stays_resolved(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        opened(engine, care, "2")
        engine.do(ResolveCase(case_id=one.id))
        move(engine, "2", one)
        assert engine.case(one.id).category == "resolved"

    def test_what_cannot_be_moved_is_refused(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        with pytest.raises(MessageAlreadyThere):
            move(engine, "1", one)
        with pytest.raises(StaleVersion):
            move(engine, "1", two, version=two.version + 5)
        with pytest.raises(UnknownMessage):
            engine.do(MoveMessage(message_id=UUID(int=9), case_id=two.id))
        engine.do(CloseCase(case_id=two.id))
        with pytest.raises(CaseIsFinal):
            move(engine, "1", two)

    def test_the_channels_copy_of_an_answer_cannot_be_moved(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        answer = engine.do(AnswerCase(case_id=one.id, text="Yes.")).facts["message_id"]
        engine.hear(care, care.message("x-1", hours(1), by="agent", outbound_id=answer))
        with pytest.raises(MessageCannotMove):
            move(engine, "x-1", two)

    def test_out_of_a_final_case_it_can_be_moved(self, engine: Engine) -> None:
        """A mistake is not for ever; the final case says that it left (invariant 3)."""
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        engine.do(CloseCase(case_id=one.id))
        move(engine, "1", two)
        assert case_of(engine, "1").id == two.id


class TestTakingOut:
    def test_a_customers_message_waits_again_and_can_be_escalated(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        assert detach(engine, "1", "Not his.")["place"] == "parked"
        (left,) = engine.events("case.message_detached")
        assert (left.because, left.to_case) == ("removed", None)
        all_in_one_place(engine)
        engine.do(EscalateMessage(message_id=engine.message_id("1")))
        assert case_of(engine, "1").id == one.id
        all_in_one_place(engine)

    def test_an_agents_message_waits_for_nobody(self, engine: Engine) -> None:
        care = threads(engine)
        opened(engine, care, "1")
        engine.hear(care, care.message("2", hours(1), by="agent", thread={"id": "thread of 1"}))
        assert detach(engine, "2")["place"] == "unattached"
        all_in_one_place(engine)

    def test_what_is_in_no_case_or_in_a_merged_one_stays(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        detach(engine, "1")
        with pytest.raises(MessageNotInCase):
            detach(engine, "1")
        merge(engine, two, one)
        with pytest.raises(CaseIsMerged):
            detach(engine, "2")


class TestSplitting:
    def test_a_message_and_all_later_ones_go_to_a_new_case(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        for number, id in enumerate("234", 1):
            write(engine, care, id, number, thread={"id": "thread of 1"})
        engine.do(AnswerCase(case_id=one.id, text="Yes."), at=hours(4))
        new = split(engine, one, "3")
        assert (new.origin, new.customer_id, new.policy) == ("split", "ann", one.policy)
        assert new.number != one.number
        found = {id: case_of(engine, id).id for id in "1234"}
        assert found == {"1": one.id, "2": one.id, "3": new.id, "4": new.id}
        (at_one, at_new) = engine.events("case.split")
        assert {at_one.messages, at_new.messages} == {3}  # of both directions
        all_in_one_place(engine)

    def test_replies_follow_and_the_thread_stays(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        write(engine, care, "2", 1, thread={"id": "thread of 1"})
        new = split(engine, one, "2")
        write(engine, care, "3", 2, thread={"id": "thread of 1", "in_reply_to": "2"})
        write(engine, care, "4", 2, thread={"id": "thread of 1"})
        assert [case_of(engine, id).id for id in "34"] == [new.id, one.id]

    def test_something_must_stay_and_the_message_must_be_there(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        with pytest.raises(NothingWouldStay):
            split(engine, one, "1")
        with pytest.raises(MessageNotInCase):
            split(engine, two, "1")

    @pytest.mark.requirement("E-09")
    def test_where_one_case_may_be_open_an_open_one_is_not_split(self, engine: Engine) -> None:
        engine.profile("emplifi")
        care = Channel()
        write(engine, care, "1")
        one = write(engine, care, "2", 1)
        assert one is not None
        with pytest.raises(AnotherCaseIsOpen) as refused:
            split(engine, one, "2")
        assert refused.value.facts["number"] == one.number
        engine.do(ResolveCase(case_id=one.id))
        assert split(engine, one, "2").is_open

    def test_what_the_case_is_like_goes_with_it(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        write(engine, care, "2", 1, thread={"id": "thread of 1", "subject": "My other order"})
        new = split(engine, one, "2")
        assert (new.title, new.group, new.priority) == ("My other order", one.group, one.priority)
