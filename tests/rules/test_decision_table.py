from __future__ import annotations

from typing import Any

import pytest

from domain.rules.routing import route
from tests.rules.given import CASE, PHASES, in_phase, meeting, policy, shipped, standing
from tests.support.controls_channel import hours

APPEND = ("attach", "append", False)
REOPEN = ("attach", "append_reopen", True)
NEW = ("new_case", "new_case", False)
PARK = ("park", "park", False)
PRESETS: dict[str, dict[str, tuple[str, str, bool]]] = {
    "deskie": {
        "open": APPEND,
        "waiting_customer": REOPEN,
        "resolved_in_grace": REOPEN,
        "final": NEW,
    },
    "qualtrics": {
        "open": APPEND,
        "waiting_customer": APPEND,
        "resolved_after_grace": NEW,
        "final": NEW,
    },
    "emplifi": {
        "open": APPEND,
        "waiting_customer": REOPEN,
        "resolved_in_grace": REOPEN,
        "resolved_after_grace": PARK,
        "final": PARK,
    },
    "creatio": {
        "open": APPEND,
        "waiting_customer": REOPEN,
        "resolved_in_grace": REOPEN,
        "final": NEW,
    },
    "bright_pattern": {
        "open": APPEND,
        "waiting_customer": APPEND,
        "resolved_in_grace": REOPEN,
        "resolved_after_grace": NEW,
        "final": NEW,
    },
}
TABLE = [
    pytest.param(name, phase, expected, id=f"{name}-{phase}")
    for name, phases in PRESETS.items()
    for phase, expected in phases.items()
]
LIVE = ("open", "waiting_customer", "resolved_in_grace")


@pytest.mark.parametrize(("name", "phase", "expected"), TABLE)
def test_a_customers_message_does_what_the_preset_says(
    name: str, phase: str, expected: tuple[str, str, bool]
) -> None:
    routing = route(in_phase(shipped(name), phase))
    assert (routing.place, routing.decision.action, routing.reopens) == expected
    assert routing.decision.phase == phase
    assert routing.case_id == (CASE if routing.place == "attach" else None)
    assert (routing.resolves, routing.follow_up_of, routing.reply) == (None, None, None)


@pytest.mark.parametrize(("name", "phase", "expected"), TABLE)
@pytest.mark.parametrize("who", ["agent", "third party"])
def test_others_join_a_live_case_and_are_left_unattached_otherwise(
    name: str, phase: str, expected: tuple[str, str, bool], who: str
) -> None:
    del expected, who
    routing = route(in_phase(shipped(name), phase, from_customer=False))
    assert routing.place == ("attach" if phase in LIVE else "unattached")
    assert routing.decision.action == ("append" if phase in LIVE else "leave_unattached")
    assert not routing.reopens
    assert routing.resolves is None


@pytest.mark.parametrize(("name", "phase", "expected"), TABLE)
def test_an_automatic_message_changes_nothing(
    name: str, phase: str, expected: tuple[str, str, bool]
) -> None:
    del expected
    routing = route(in_phase(shipped(name), phase, auto_submitted=True))
    assert routing.place == ("attach" if phase in LIVE else "park")
    assert routing.decision.phase == "auto_submitted"
    assert (routing.reopens, routing.resolves) == (False, None)
    assert routing.place == "park" or not routing.counts_for_idle


ACTIONS = [
    ("waiting_customer", "append", "attach", False),
    ("waiting_customer", "append_reopen", "attach", True),
    ("resolved_in_grace", "append_reopen", "attach", True),
    ("resolved_in_grace", "append_silent", "attach", False),
    ("resolved_in_grace", "new_case", "new_case", False),
    ("resolved_in_grace", "new_followup_case", "new_case", False),
    ("resolved_in_grace", "park", "park", False),
    ("resolved_after_grace", "append_reopen", "attach", True),
    ("resolved_after_grace", "new_case", "new_case", False),
    ("resolved_after_grace", "new_followup_case", "new_case", False),
    ("resolved_after_grace", "park", "park", False),
    ("resolved_after_grace", "reject_with_reply", "park", False),
    ("final", "new_case", "new_case", False),
    ("final", "new_followup_case", "new_case", False),
    ("final", "park", "park", False),
    ("final", "reject_with_reply", "park", False),
]


@pytest.mark.parametrize(("phase", "action", "place", "reopens"), ACTIONS)
def test_every_action_of_every_phase(phase: str, action: str, place: str, reopens: bool) -> None:
    table = {phase: action, "reject_text": "Sorry."}
    follows = action == "new_followup_case"
    ours = policy(on_customer_message=table, followup={"by_inbound": follows})
    routing = route(in_phase(ours, phase))
    assert (routing.place, routing.decision.action) == (place, action)
    assert routing.reopens is reopens
    assert routing.follow_up_of == (CASE if follows else None)
    assert routing.reply == ("Sorry." if action == "reject_with_reply" else None)
    assert routing.counts_for_idle is (action != "append_silent")


def test_the_pinned_policy_decides_not_todays() -> None:
    pinned = policy(id="old", on_customer_message={"resolved_after_grace": "park"})
    routing = route(in_phase(pinned, "resolved_after_grace", now=policy(id="new")))
    assert routing.place == "park"
    assert routing.decision.policy_id == "old"


@pytest.mark.parametrize("phase", PHASES)
def test_the_decision_holds_all_it_rests_on(phase: str) -> None:
    decision = route(in_phase(policy(), phase, clock="broker", rejected=("case_number",))).decision
    assert (decision.policy_id, decision.policy_version) == ("plain", 1)
    assert (decision.clock, decision.rejected) == ("broker", ("case_number",))
    assert (decision.located_case, decision.located_by) == (CASE, "slot")
    assert decision.elapsed == (72 * 3600.0 if phase == "resolved_after_grace" else 3600.0)


def test_a_case_on_hold_is_open() -> None:
    routing = route(meeting(standing(policy(), "on_hold"), hours(1)))
    assert (routing.place, routing.decision.phase, routing.reopens) == ("attach", "open", False)


def test_the_table_covers_every_cell_that_a_preset_can_reach() -> None:
    unreachable: dict[str, Any] = {
        "deskie": "resolved_after_grace",
        "creatio": "resolved_after_grace",
        "qualtrics": "resolved_in_grace",
    }
    for name, phases in PRESETS.items():
        assert set(PHASES) - set(phases) == ({unreachable[name]} if name in unreachable else set())
