"""Rounds let much happen at once, and nobody notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bootstrap.demo.rounds import UNUSUAL_KEY, conversation_of, conversations_of, rounds
from domain.identity import record_key
from ingest.simulation import notes
from ingest.simulation.intents import (
    AnswerOpenCase,
    CreateChild,
    Intent,
    ResolveOpenCase,
)
from ingest.simulation.steps import Act, Publish, Step
from tests.bootstrap.demo.stage import START, story


def minutes(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def says(customer: str, minute: int, *, note: str = notes.CUSTOMER) -> Publish:
    return Publish(minutes(minute), "p", record_key("p", customer).encode(), b"{}", (), note)


def does(intent: Intent, minute: int) -> Act:
    return Act(minutes(minute), "agent:anna", intent)


def resolves(customer: str, minute: int) -> Act:
    return does(ResolveOpenCase(profile_id="p", customer_id=customer), minute)


def answers(customer: str, minute: int, *, echoed: bool) -> Act:
    intent = AnswerOpenCase(
        profile_id="p",
        customer_id=customer,
        text="Hello",
        external_id="x",
        echoed_after=timedelta(seconds=5) if echoed else None,
    )
    return does(intent, minute)


def numbers(steps: Sequence[Step]) -> list[int]:
    """The round of each step."""
    made = list(rounds(steps))
    return [
        next(n for n, each in enumerate(made) if step in (*each.records, *each.acts))
        for step in steps
    ]


def test_conversations_do_not_wait_for_each_other() -> None:
    assert numbers([says("a", 1), resolves("a", 2), says("b", 3), resolves("b", 4)]) == [0] * 4


def test_what_a_customer_writes_after_an_act_comes_a_round_later() -> None:
    assert numbers([says("a", 1), resolves("a", 2), says("a", 3), resolves("a", 4)]) == [0, 0, 1, 1]


def test_an_echo_comes_before_whatever_is_done_next() -> None:
    steps: list[Step] = [says("a", 1), answers("a", 2, echoed=True), resolves("a", 3), says("a", 4)]
    assert numbers(steps) == [0, 0, 1, 2]
    steps[1] = answers("a", 2, echoed=False)
    assert numbers(steps) == [0, 0, 0, 1]


def test_a_record_that_may_take_another_partition_is_sent_alone() -> None:
    odd = says("a", 2, note=notes.NO_KEY)
    assert numbers([says("a", 1), odd, says("a", 3), says("b", 4)]) == [0, 1, 2, 0]


def test_a_child_case_waits_for_both_conversations() -> None:
    child = CreateChild(
        profile_id="p", customer_id="a", to_profile_id="p", to_customer_id="b", title="Check"
    )
    steps: list[Step] = [says("b", 1), resolves("b", 2), says("b", 3), does(child, 4), says("a", 5)]
    assert numbers(steps) == [0, 0, 1, 1, 2]


def test_windows_follow_each_other() -> None:
    steps: list[Step] = [says("a", 1), says("b", 2), says("c", 3)]
    made = [each.records for each in rounds(steps, window=2)]
    assert made == [steps[:2], steps[2:]]


def test_nothing_of_a_whole_simulation_is_left_out_or_changes_its_order() -> None:
    steps = story(800)
    made = list(rounds(steps, window=300))
    assert sum(len(each.records) + len(each.acts) for each in made) == len(steps)
    seen: dict[str, datetime] = {}
    for each in made:
        touched = [
            *((conversation_of(record), record.at) for record in each.records),
            *(
                (conversation, act.at)
                for act in each.acts
                for conversation in conversations_of(act)
            ),
        ]
        for conversation, at in touched:
            assert seen.get(conversation, START) <= at
            seen[conversation] = at


def test_the_conversation_of_a_record_without_its_key_is_read_from_the_value() -> None:
    odd = [s for s in story(2_000) if isinstance(s, Publish) and s.note in UNUSUAL_KEY]
    known = {
        conversation_of(s)
        for s in story(2_000)
        if isinstance(s, Publish) and s.note == notes.CUSTOMER
    }
    assert {each.note for each in odd} == UNUSUAL_KEY
    assert sum(conversation_of(each) in known for each in odd) > len(odd) // 2
