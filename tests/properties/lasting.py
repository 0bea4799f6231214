"""The invariants of the log alone: what must be true of every history, however it came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from application.store import Placed
from domain.case import events as case
from domain.case.aggregate import Case
from domain.case.merging_events import CaseUnmerged
from domain.conversation.aggregate import Conversation
from domain.message.events import MessageReceived
from projections import placed as seen
from projections.statistics_fold import StatisticsFold
from tests.properties import invariants
from tests.support.controls import Engine

Log = Sequence[Placed]
INHERITED = ("group", "assignee", "priority")


def after_each_step(engine: Engine, ids: Sequence[UUID], one: set[str]) -> None:
    """Invariants 1, 2 and 4, which a later step could heal."""
    log = engine.store.read_log(limit=100_000)
    cases = [engine.case(id) for id in ids]
    invariants.every_message_is_in_exactly_one_place(log)
    invariants.no_case_is_both_parent_and_child(cases)
    for customer in ("ann", "bob"):
        id = engine.ids.conversation("care", customer)
        if engine.store.history(id):
            _one_is_open(engine.store.load(Conversation, id), cases, one)


def in_the_end(engine: Engine) -> None:
    log = engine.store.read_log(limit=100_000)
    invariants.nothing_enters_a_final_case(log)
    numbers_are_given_once(engine, log)
    only_answerable_cases_have_responses(log)
    reopenings_follow_endings(log)
    automatic_messages_move_nothing(log)
    children_inherit_what_the_parent_had(log)


def _one_is_open(talk: Conversation, cases: Sequence[Case], one: set[str]) -> None:
    """Invariant 1, where every case of the pair follows a policy that allows one."""
    mine = [each for each in cases if each.conversation_id == talk.id]
    assert {each.id for each in mine if each.is_open} == set(talk.open_cases)
    if all(each.policy and each.policy.policy_id in one for each in mine):
        assert len(talk.open_cases) <= 1


def numbers_are_given_once(engine: Engine, log: Log) -> None:
    """Invariant 5."""
    given = [
        (each.recorded.event.number, each.recorded.originator_id)
        for each in log
        if isinstance(each.recorded.event, case.CaseCreated)
    ]
    assert len({number for number, _ in given}) == len(given)
    for number, id in given:
        assert engine.case(id).number == number
        assert engine.store.ledger.case_id(number) == id


def only_answerable_cases_have_responses(log: Log) -> None:
    """Invariant 7: a clock runs for what customers began, and no machine stops it."""
    counted = StatisticsFold()
    people = 0
    for each in log:
        event = each.recorded.event
        counted.take(seen.Placed(each.position, each.recorded))
        if isinstance(event, case.MessageAttached):
            people += event.author_kind == "agent"
    assert sum(map(len, counted.responses.values())) <= people


def reopenings_follow_endings(log: Log) -> None:
    """Invariant 10: nothing is reopened twice without having ended, or waited, between."""
    for history in invariants.streams(log).values():
        reopened = False
        for each in history:
            if isinstance(each.event, case.CaseReopened):
                assert not reopened, each
                assert each.event.from_category in ("resolved", "waiting_customer")
            moved = isinstance(each.event, (case.CaseResolved, case.StatusChanged, CaseUnmerged))
            reopened = isinstance(each.event, case.CaseReopened) or (reopened and not moved)


def automatic_messages_move_nothing(log: Log) -> None:
    """Invariant 11: nothing that their records caused is a move."""
    automatic = {
        each.recorded.cause.causation_id
        for each in log
        if isinstance(each.recorded.event, MessageReceived) and each.recorded.event.auto_submitted
    }
    caused = [e.recorded.event for e in log if e.recorded.cause.causation_id in automatic]
    invariants.automatic_messages_change_nothing(caused)


def children_inherit_what_the_parent_had(log: Log) -> None:
    """Invariant 12, at the moment of creation."""
    cases: dict[UUID, Case] = {}
    for each in log:
        recorded: Any = each.recorded
        if not recorded.event.TOPIC.startswith("case."):
            continue
        event, id = recorded.event, recorded.originator_id
        if isinstance(event, case.CaseCreated) and event.origin == "child":
            assert event.from_case is not None
            parent = cases[event.from_case]
            assert all(getattr(event, name) == getattr(parent, name) for name in INHERITED)
            assert set(event.labels) <= set(parent.labels)
        cases.setdefault(id, Case(id)).evolve(recorded)
