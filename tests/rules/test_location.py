from __future__ import annotations

from uuid import UUID

import pytest

from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationStarted, SlotAssigned
from domain.message.events import Thread
from domain.rules.location import Explicit, explicit_case, follow_merges, slot_of
from tests.rules.given import policy
from tests.support.scenario import Scenario

A, B, STRANGER = UUID(int=10), UUID(int=11), UUID(int=99)
PLACES = {"in-a": A, "in-b": B, "in-strangers": STRANGER, "parked": None}


def find(**thread: object) -> Explicit:
    talk = Scenario(Conversation).given(
        ConversationStarted("care", "ann"), SlotAssigned("", A, "1001"), SlotAssigned("", B, "1002")
    )
    numbered = talk.aggregate.case_numbered(str(thread.get("case_number")))
    return explicit_case(Thread(**thread), talk.aggregate, PLACES, numbered)  # type: ignore[arg-type]


def test_a_case_number_names_the_case() -> None:
    assert find(case_number="1001") == Explicit(A, "case_number")


def test_what_a_message_answers_names_the_case_of_that_message() -> None:
    assert find(in_reply_to="in-b") == Explicit(B, "in_reply_to")


def test_the_newest_reference_that_is_known_counts() -> None:
    assert find(references=("in-b", "in-a", "unknown")) == Explicit(A, "references")


def test_the_number_comes_before_the_answered_message_and_that_before_references() -> None:
    assert find(case_number="1001", in_reply_to="in-b", references=("in-b",)).case_id == A
    assert find(in_reply_to="in-b", references=("in-a",)).case_id == B


@pytest.mark.parametrize(
    ("thread", "rejected"),
    [
        ({"case_number": "4711"}, ("case_number",)),
        ({"in_reply_to": "in-strangers"}, ("in_reply_to",)),
        ({"references": ("in-strangers", "in-strangers")}, ("references",)),
        (
            {"case_number": "4711", "in_reply_to": "in-strangers"},
            ("case_number", "in_reply_to"),
        ),
    ],
)
def test_whoever_names_the_case_of_somebody_else_is_not_let_in(
    thread: dict[str, object], rejected: tuple[str, ...]
) -> None:
    assert find(**thread) == Explicit(rejected=rejected)


def test_a_foreign_number_does_not_hide_what_the_message_answers() -> None:
    assert find(case_number="4711", in_reply_to="in-b") == Explicit(
        B, "in_reply_to", ("case_number",)
    )


@pytest.mark.parametrize("thread", [{"in_reply_to": "unknown"}, {"in_reply_to": "parked"}, {}])
def test_what_names_no_case_names_none_and_is_no_intrusion(thread: dict[str, object]) -> None:
    assert find(**thread) == Explicit()


@pytest.mark.parametrize(
    ("key", "slot"),
    [("thread", "t-1"), ("case_number_then_thread", "t-1"), ("customer", ""), ("rule_author", "")],
)
def test_the_grouping_value_is_the_thread_only_where_threads_group(key: str, slot: str) -> None:
    document = policy(grouping={"key": key, "one_open_case": False}).policy
    assert slot_of(document, Thread(id="t-1")) == slot
    assert slot_of(document, Thread(in_reply_to="m-1")) == ""
    assert slot_of(document, None) == ""


def test_merges_are_followed_to_their_end() -> None:
    assert follow_merges(A, lambda _: None) == A
    chain = {A: B, B: STRANGER}
    assert follow_merges(A, lambda case_id: chain.get(case_id)) == STRANGER


def test_merges_in_a_circle_lead_nowhere() -> None:
    assert follow_merges(A, lambda case_id: B if case_id == A else A) is None
    assert follow_merges(A, lambda _: A) is None
    assert follow_merges(A, {A: B, B: STRANGER, STRANGER: B}.get) is None
