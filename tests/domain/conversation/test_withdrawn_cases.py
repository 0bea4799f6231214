"""A conversation without a case that was deleted, and with it again."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.aggregate import Conversation
from domain.conversation.errors import AnotherCaseIsOpen
from domain.conversation.events import CaseAbsorbed, CaseReturned, CaseSettled, SlotAssigned
from domain.conversation.joining_events import CaseHeld
from domain.conversation.withdrawing_events import CaseReadmitted, CaseWithdrawn
from tests.support.scenario import SELF, Scenario, by

ONE, TWO, THREE = (UUID(int=each) for each in (11, 12, 13))
OPENED = [SlotAssigned("", ONE, "1001"), CaseSettled(ONE), SlotAssigned("", TWO, "1002")]


def conversation(*history: object) -> Conversation:
    return Scenario(Conversation).given(*history).aggregate  # type: ignore[arg-type]


def test_its_slot_leads_to_the_case_that_is_left() -> None:
    left = conversation(*OPENED, CaseWithdrawn(TWO))
    assert (left.slots, left.latest_open, list(left.cases)) == ({"": ONE}, None, [ONE])


def test_an_open_case_comes_before_a_newer_one() -> None:
    three = SlotAssigned("", THREE, "1003")
    left = conversation(OPENED[0], *OPENED[2:], CaseSettled(TWO), three, CaseWithdrawn(THREE))
    assert (left.slots, left.latest_open) == ({"": ONE}, ONE)


def test_where_no_case_is_left_the_slot_leads_nowhere() -> None:
    assert conversation(OPENED[0], CaseWithdrawn(ONE)).slots == {}


def test_a_case_that_does_not_hold_the_slot_takes_nothing_with_it() -> None:
    assert conversation(*OPENED, CaseWithdrawn(ONE)).slots == {"": TWO}


def test_a_merge_that_is_taken_back_does_not_lead_to_it_again() -> None:
    settled = CaseSettled(TWO)
    merged = [CaseAbsorbed(ONE, THREE), CaseWithdrawn(TWO), CaseReturned(ONE)]
    three = SlotAssigned("thread", THREE, "1003")
    assert conversation(*OPENED, settled, three, *merged).slots == {"": ONE, "thread": THREE}


def test_it_comes_back_as_it_was_kept() -> None:
    held = CaseHeld(TWO, "1002", "", open=True)
    (
        Scenario(Conversation)
        .given(*OPENED, CaseWithdrawn(TWO))
        .when(lambda c: c.readmit(held, pair=SELF, one_open_case=True, cause=by("agent:ann")))
        .then(CaseReadmitted(held))
    )
    again = conversation(*OPENED, CaseWithdrawn(TWO), CaseReadmitted(held))
    assert (again.slots, again.latest_open) == ({"": TWO}, TWO)


def test_an_open_one_needs_room() -> None:
    held = CaseHeld(ONE, "1001", "", open=True)
    (
        Scenario(Conversation)
        .given(*OPENED, CaseWithdrawn(ONE))
        .when(lambda c: c.readmit(held, pair=SELF, one_open_case=True, cause=by("agent:ann")))
        .then_rejected(AnotherCaseIsOpen, number="1002")
    )


def test_a_merge_before_it_came_stays_as_it_was() -> None:
    three = SlotAssigned("thread", THREE, "1003")
    left = conversation(*OPENED, CaseAbsorbed(ONE, TWO), three, CaseWithdrawn(THREE))
    assert left.slots == {"": TWO}
