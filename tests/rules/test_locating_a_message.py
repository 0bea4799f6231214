from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.rules.routing import route
from domain.rules.situation import Standing
from tests.rules.given import CASE, OTHER, policy, situation, standing
from tests.support.controls_channel import hours

THIRD = UUID(int=12)
ONE = policy(grouping={"one_open_case": True})
MANY = policy(grouping={"one_open_case": False, "key": "thread"})
PRIVATE = policy(
    grouping={"one_open_case": False, "auto_create": {"only_private_1to1": True}},
)


def other(category: str, **more: Any) -> Standing:
    return standing(more.pop("of", MANY), category, case_id=OTHER, number="1002", **more)


def test_a_first_message_makes_a_case() -> None:
    routing = route(situation(MANY))
    assert (routing.place, routing.decision.phase) == ("new_case", "none")


def test_without_automatic_creation_it_waits_for_a_person() -> None:
    off = policy(grouping={"auto_create": {"enabled": False}})
    assert route(situation(off)).place == "park"


def test_an_automatic_message_makes_no_case() -> None:
    assert route(situation(MANY, auto_submitted=True)).place == "park"


def test_anybody_elses_first_message_makes_no_case() -> None:
    assert route(situation(MANY, from_customer=False)).place == "unattached"


def test_a_named_live_case_beats_the_one_of_the_slot() -> None:
    named, by_slot = other("open"), standing(MANY, "open")
    s = situation(MANY, explicit=named, explicit_by="in_reply_to", by_slot=by_slot)
    routing = route(s)
    assert (routing.case_id, routing.decision.located_by) == (OTHER, "in_reply_to")


def test_a_named_case_in_grace_is_alive() -> None:
    s = situation(MANY, explicit=other("resolved"), explicit_by="case_number")
    assert route(s).case_id == OTHER


def test_a_named_dead_case_does_not_hold_back_what_the_slot_takes() -> None:
    s = situation(
        MANY,
        explicit=other("closed"),
        explicit_by="case_number",
        by_slot=standing(MANY, "open"),
        open_case=standing(MANY, "open"),
    )
    assert route(s).case_id == CASE


def test_two_dead_cases_leave_it_to_the_slots_one() -> None:
    s = situation(MANY, explicit=other("closed"), by_slot=standing(MANY, "closed"))
    routing = route(s)
    assert (routing.place, routing.decision.located_case) == ("new_case", CASE)


def test_a_named_dead_case_alone_decides() -> None:
    parks = policy(on_customer_message={"final": "park"})
    s = situation(parks, explicit=other("closed", of=parks), explicit_by="case_number")
    assert (route(s).place, route(s).decision.located_by) == ("park", "case_number")


@pytest.mark.parametrize("category", ["resolved", "closed"])
def test_where_one_case_may_be_open_it_takes_everything(category: str) -> None:
    s = situation(
        ONE,
        explicit=other(category, of=ONE),
        explicit_by="case_number",
        open_case=standing(ONE, "open"),
    )
    routing = route(s)
    assert (routing.case_id, routing.decision.located_by) == (CASE, "open_case")


def test_where_several_may_be_open_another_thread_makes_another_case() -> None:
    s = situation(MANY, slot="t-2", open_case=standing(MANY, "open"))
    assert route(s).place == "new_case"


def test_a_named_merged_case_forwards_to_where_it_went() -> None:
    merged = other("merged", merged=True, target=standing(MANY, "open"))
    routing = route(situation(MANY, explicit=merged, explicit_by="case_number"))
    assert (routing.case_id, routing.decision.located_by) == (CASE, "case_number")
    assert (routing.decision.located_case, routing.decision.forwarded_from) == (CASE, OTHER)


def test_a_merged_case_leads_nowhere_past_a_live_one_that_is_named() -> None:
    dead = other("merged", merged=True, target=standing(MANY, "closed"))
    alive = standing(MANY, "open", case_id=THIRD)
    assert route(situation(MANY, explicit=dead, by_slot=alive)).case_id == THIRD


def test_a_merge_in_a_circle_counts_as_no_case() -> None:
    routing = route(situation(MANY, by_slot=other("closed", merged=True)))
    assert (routing.place, routing.decision.phase) == ("new_case", "none")


def test_others_are_left_unattached_by_a_merge_in_a_circle() -> None:
    s = situation(MANY, by_slot=other("closed", merged=True), from_customer=False)
    assert route(s).place == "unattached"


def test_a_public_message_makes_no_case_where_only_private_ones_do() -> None:
    assert route(situation(PRIVATE, private=False)).place == "park"
    assert route(situation(PRIVATE, private=True)).place == "new_case"


def test_a_public_message_joins_no_private_case_by_its_slot() -> None:
    case = standing(PRIVATE, "open")
    public = situation(PRIVATE, private=False, by_slot=case, open_case=case)
    assert route(public).place == "park"


def test_a_public_message_joins_the_case_that_it_answers() -> None:
    case = standing(PRIVATE, "open")
    public = situation(
        PRIVATE, private=False, explicit=case, explicit_by="in_reply_to", open_case=case
    )
    assert route(public).case_id == CASE


def test_a_public_message_opens_no_follow_up_either() -> None:
    follow = policy(
        grouping={"one_open_case": False, "auto_create": {"only_private_1to1": True}},
        on_customer_message={"final": "new_followup_case"},
        followup={"by_inbound": True},
    )
    closed = other("closed", of=follow)
    routing = route(situation(follow, private=False, explicit=closed, explicit_by="case_number"))
    assert (routing.place, routing.follow_up_of) == ("park", None)


def test_the_clock_of_the_decision_is_the_situations() -> None:
    routing = route(situation(MANY, hours(3), clock="broker"))
    assert (routing.decision.clock, routing.decision.elapsed) == ("broker", None)
