"""One conversation keeps the cases of a person's accounts, and gives them back as they stand."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.aggregate import Conversation
from domain.conversation.events import (
    CaseAbsorbed,
    CaseReturned,
    CaseSettled,
    ConversationStarted,
    SlotAssigned,
)
from domain.conversation.joining_events import CaseHeld, ContactNamed, MemberLetGo, MemberTakenIn
from tests.support.scenario import Scenario, by

OWN, THEIRS, MEMBER, CONTACT = UUID(int=10), UUID(int=11), UUID(int=20), UUID(int=30)
HELD = CaseHeld(THEIRS, "1002", "", True)


def conversation(*history: object) -> Conversation:
    given = Scenario(Conversation).given(ConversationStarted("care", "ann"), *history)  # type: ignore[arg-type]
    return given.aggregate


def test_a_contact_is_named_once() -> None:
    scenario = Scenario(Conversation).given(ContactNamed(CONTACT))
    scenario.when(lambda c: c.name_contact(CONTACT, cause=by("agent:bob"))).then()


def test_a_live_case_that_is_taken_in_gets_the_slot_of_a_dead_one() -> None:
    own = (SlotAssigned("", OWN, "1001"), CaseSettled(OWN))
    kept = conversation(*own, MemberTakenIn(MEMBER, "bea", (HELD,)))
    assert (kept.slots, kept.latest_open) == ({"": THEIRS}, THEIRS)
    assert kept.pair_of("bea") == MEMBER
    assert kept.pair_of("ann") == kept.id
    back = conversation(*own, MemberTakenIn(MEMBER, "bea", (HELD,)), MemberLetGo(MEMBER))
    assert (back.slots, back.latest_open, back.members) == ({"": OWN}, None, {})


def test_a_live_case_keeps_its_slot_beside_one_that_is_taken_in() -> None:
    kept = conversation(SlotAssigned("", OWN, "1001"), MemberTakenIn(MEMBER, "bea", (HELD,)))
    assert kept.slots == {"": OWN}
    assert kept.open_cases == [OWN, THEIRS]


def test_a_merged_case_stays_merged_with_whoever_keeps_it() -> None:
    merged = CaseHeld(THEIRS, "1002", "t", True, OWN)
    own = SlotAssigned("", OWN, "1001")
    kept = conversation(own, MemberTakenIn(MEMBER, "bea", (merged,)))
    assert (kept.merged, kept.open_cases) == ({THEIRS: OWN}, [OWN])
    returned = conversation(own, MemberTakenIn(MEMBER, "bea", (merged,)), CaseReturned(THEIRS))
    assert returned.open_cases == [OWN, THEIRS]
    gone = conversation(own, MemberTakenIn(MEMBER, "bea", (merged,)), MemberLetGo(MEMBER))
    assert (gone.merged, list(gone.cases)) == ({}, [OWN])


def test_slots_after_letting_go_lead_to_the_newest_case_that_is_left() -> None:
    left = conversation(
        SlotAssigned("", OWN, "1001"),
        CaseSettled(OWN),
        SlotAssigned("", UUID(int=12), "1003"),
        CaseSettled(UUID(int=12)),
        MemberTakenIn(MEMBER, "bea", (HELD,)),
        MemberLetGo(MEMBER),
    )
    assert left.slots == {"": UUID(int=12)}


def test_a_dead_case_does_not_take_the_slot_of_a_live_one_again() -> None:
    left = conversation(
        SlotAssigned("", OWN, "1001"),
        MemberTakenIn(MEMBER, "bea", (HELD,)),
        SlotAssigned("", UUID(int=12), "1003"),
        CaseAbsorbed(UUID(int=12), OWN),
        MemberLetGo(MEMBER),
    )
    assert left.slots == {"": OWN}
