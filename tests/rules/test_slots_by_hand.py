from __future__ import annotations

import pytest

from application.policies.presets import PRESETS
from domain.conversation.aggregate import Conversation
from domain.kernel import Cause
from domain.policy.document import Policy
from domain.rules.slots import slot_by_hand, slot_of_child, slot_when_escalated
from tests.rules.given import CASE, OTHER, policy, shipped
from tests.support.controls_channel import NOON

CAUSE = Cause("agent:ann", NOON, "c", "c")
OWN = f"case:{CASE}"
BY_PRESET = {
    "deskie": ("", OWN),
    "qualtrics": (OWN, OWN),
    "emplifi": ("", ""),
    "creatio": ("", OWN),
    "bright_pattern": ("", OWN),
}
"""The first case of a pair, and one beside another."""


def pair(*slots: str, settled: bool = False) -> Conversation:
    talk = Conversation(OTHER)
    for slot in slots:
        talk.take_case(OTHER, "1001", slot, one_open_case=False, cause=CAUSE)
        if settled:
            talk.settle(OTHER, cause=CAUSE)
    return talk


def grouping_by(key: str, **more: object) -> Policy:
    return policy(grouping={"one_open_case": False, "key": key} | more).policy


def test_every_preset_is_thought_of() -> None:
    assert set(BY_PRESET) == set(PRESETS)


@pytest.mark.parametrize("preset", BY_PRESET)
def test_a_case_by_hand_serves_the_pair_only_where_it_takes_nothing_away(preset: str) -> None:
    first, beside = BY_PRESET[preset]
    assert slot_by_hand(shipped(preset).policy, pair(), CASE) == first
    assert slot_by_hand(shipped(preset).policy, pair(""), CASE) == beside


def test_what_an_ended_case_may_still_take_is_not_taken_from_it() -> None:
    assert slot_by_hand(grouping_by("customer"), pair("", settled=True), CASE) == OWN


def test_beside_a_case_of_a_thread_it_takes_only_what_names_it() -> None:
    assert slot_by_hand(grouping_by("thread"), pair("t-1"), CASE) == OWN


def test_a_partners_new_child_serves_the_pair_after_the_old_one_ended() -> None:
    assert slot_of_child(pair(""), CASE) == OWN
    assert slot_of_child(pair("", settled=True), CASE) == ""


@pytest.mark.parametrize("key", ["customer", "thread", "case_number_then_thread"])
def test_an_escalated_message_brings_its_own_slot(key: str) -> None:
    assert slot_when_escalated(grouping_by(key), "t-1", CASE, private=True) == "t-1"


def test_where_authors_have_cases_an_escalated_message_stands_alone() -> None:
    assert slot_when_escalated(grouping_by("rule_author"), "", CASE, private=True) == OWN


def test_an_escalated_public_message_takes_no_private_ones() -> None:
    private = grouping_by("customer", auto_create={"only_private_1to1": True})
    assert slot_when_escalated(private, "", CASE, private=False) == OWN
    assert slot_when_escalated(private, "", CASE, private=True) == ""
