"""Unmerge(merge(x)) = x for messages, links and statistics, whatever x is (invariant 9)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import commands as c
from domain.case.aggregate import Case
from domain.case.merging_commands import MergeCases, MoveMessage, SplitCase, UnmergeCase
from domain.errors import Rejection
from projections import case_list, inbox, lookup, messages, statistics
from projections import placed as seen
from projections.as_of import fold
from projections.case_table import CASES
from projections.inbox import INBOX
from projections.lookup import PAIRS
from projections.messages import MESSAGES, PLACES
from projections.queries.statistics import TAKEN_BACK
from projections.statistics_fold import StatisticsFold
from projections.statistics_tables import BUCKETS
from tests.properties import invariants
from tests.support.controls import Engine
from tests.support.controls_channel import Channel

VIEWS = [case_list.view, lookup.view, messages.view, inbox.view, statistics.view]
ACTIVITY = ("version", "last_activity_at", "workers")
"""That somebody did something with a case is all that is not taken back."""

WHO = st.sampled_from(["ann", "bob"])
ANY = st.integers(0, 50)
STEPS = st.one_of(
    st.tuples(st.just("write"), WHO, st.sampled_from(["", "t-1", "t-2"])),
    st.tuples(st.just("write"), WHO, st.sampled_from(["", "t-1", "t-2"])),
    st.tuples(st.sampled_from(["open", "resolve", "close", "reopen", "answer", "note"]), WHO, ANY),
    st.tuples(st.sampled_from(["wait", "pending", "assign", "link", "split", "move"]), WHO, ANY),
)
POLICIES: dict[str, dict[str, Any]] = {
    "one": {"base": "emplifi"},
    "many": {"base": "builtin", "grouping": {"one_open_case": False, "key": "thread"}},
    "clearing": {
        "base": "creatio",
        "link": {"kinds": ["parent_child"]},
        "reopen": {"assignee": "clear", "group": "clear"},
    },
}


class World:
    def __init__(self, policy: str) -> None:
        commands = count(1)
        self.engine = Engine(new_id=lambda: f"command-{next(commands)}")
        changes = dict(POLICIES[policy])
        self.engine.policy(policy, changes.pop("base"), **changes)
        self.engine.profile(policy, can_initiate=True, group="service")
        self.care = Channel()
        self.now, self.written = self.engine.now, 0
        for who, thread in (("ann", ""), ("bob", "t-1"), ("ann", "t-2")):
            self.step("write", who, thread)

    def cases(self) -> list[UUID]:
        log = self.engine.store.read_log(limit=100_000, topics=("case.created",))
        return [each.recorded.originator_id for each in log]

    def step(self, what: str, who: str, which: Any) -> None:
        self.now += timedelta(minutes=7)
        self.engine.now = self.now
        if what == "write":
            thread = {"id": which} if which else None
            self.written += 1
            message = self.care.message(f"m-{self.written}", self.now, customer=who, thread=thread)
            self.engine.hear(self.care, message)
        elif what == "wait":
            self.now += timedelta(hours=which)
        elif what == "open":
            filed: dict[str, Any] = {"topic": "t", "title": "By hand", "priority": "low"}
            self.try_to(c.OpenCase(profile_id="care", customer_id=who, **filed))
        elif cases := self.cases():
            self.work(what, cases, which)

    def work(self, what: str, cases: list[UUID], which: int) -> None:
        one, other = cases[which % len(cases)], cases[(which // 7) % len(cases)]
        message = self.engine.message_id(f"m-{which % self.written + 1}")
        commands: dict[str, Any] = {
            "resolve": c.ResolveCase(case_id=one),
            "close": c.CloseCase(case_id=one),
            "reopen": c.ReopenCase(case_id=one),
            "answer": c.AnswerCase(case_id=one, text="Yes."),
            "note": c.AddNote(case_id=one, text="Hm."),
            "pending": c.ChangeStatus(case_id=one, status="Pending"),
            "assign": c.AssignCase(case_id=one, assignee="ann"),
            "link": c.LinkChild(parent_id=one, child_id=other),
            "split": SplitCase(case_id=one, message_id=message),
            "move": MoveMessage(message_id=message, case_id=one),
        }
        self.try_to(commands[what])

    def try_to(self, command: Any) -> bool:
        """False when it was refused, which says nothing against it."""
        try:
            self.engine.do(command)
        except Rejection:
            return False
        return True

    def merge(self, which: int) -> tuple[UUID, UUID] | None:
        cases = self.cases()
        if len(cases) < 2:
            return None
        one = cases[which % len(cases)]
        other = cases[(which % len(cases) + 1 + which // 7 % (len(cases) - 1)) % len(cases)]
        return (one, other) if self.try_to(MergeCases(case_id=one, into_id=other)) else None

    def log(self) -> list[seen.Placed[Any]]:
        log = self.engine.store.read_log(limit=100_000)
        return [seen.Placed(each.position, each.recorded) for each in log]

    def shown(self) -> dict[str, Any]:
        """What views, statistics and rules make of the log; without mere activity."""
        tables, _ = fold(self.log(), VIEWS)
        cases = [{k: v for k, v in row.items() if k not in ACTIVITY} for row in tables.rows(CASES)]
        rows = {each.name: tables.rows(each) for each in (PAIRS, MESSAGES, PLACES, INBOX)}
        return rows | {
            "cases": cases,
            "statistics": _net(tables.rows(BUCKETS)),
            "fold": self.folded(),
            "slots": {who: self.slots(who) for who in ("ann", "bob")},
            "states": {id: _state(self.engine.case(id)) for id in self.cases()},
        }

    def folded(self) -> tuple[Any, ...]:
        counted = StatisticsFold()
        for each in self.log():
            counted.take(each)
        backlog = {day: change for day, change in counted.backlog_changes().items() if change}
        return dict(counted.counts), dict(counted.responses), backlog

    def slots(self, who: str) -> Any:
        talk = self.engine.conversation(who) if self.knows(who) else None
        return (talk.slots, talk.open_cases, talk.latest_open) if talk is not None else None

    def knows(self, who: str) -> bool:
        return bool(self.engine.store.history(self.engine.ids.conversation("care", who)))


def _net(buckets: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    net: Counter[tuple[Any, ...]] = Counter()
    for row in buckets:
        taken_from = TAKEN_BACK.get(row["measure"])
        number = -row["number"] if taken_from else row["number"]
        measure = taken_from or row["measure"]
        key = (row["minutes"], row["begins"], row["profile_id"], measure)
        detail = () if measure == "merged_away" else (row["detail"], row["agent"])
        net[(*key, *detail)] += number
    return Counter({key: number for key, number in net.items() if number})


def _state(case: Case) -> dict[str, Any]:
    passing = ("version", "_uncollected", "reply")  # a reply counts only while its case is open
    state = {name: value for name, value in vars(case).items() if name not in passing}
    return state | {"absorbed": {id: (each.at, each.before) for id, each in case.absorbed.items()}}


@settings(max_examples=60, deadline=None)
@given(
    policy=st.sampled_from(sorted(POLICIES)),
    before=st.lists(STEPS, max_size=14),
    merges=st.lists(ANY, min_size=1, max_size=4),
)
def test_taking_merges_back_leaves_no_trace(
    policy: str, before: list[Any], merges: list[int]
) -> None:
    world = World(policy)
    for step in before:
        world.step(*step)
    states, merged = [world.shown()], []
    for which in merges:
        pair = world.merge(which)
        if pair is not None:
            merged.append(pair)
            states.append(world.shown())
    for case_id, _ in reversed(merged):
        states.pop()
        world.engine.do(UnmergeCase(case_id=case_id))
        shown = world.shown()
        for what, expected in states[-1].items():
            assert shown[what] == expected, what


@settings(max_examples=60, deadline=None)
@given(
    policy=st.sampled_from(sorted(POLICIES)),
    before=st.lists(STEPS, max_size=12),
    merge=ANY,
    since=st.lists(STEPS, max_size=8),
)
def test_whatever_comes_since_stays_out_of_the_merged_case(
    policy: str, before: list[Any], merge: int, since: list[Any]
) -> None:
    world = World(policy)
    for step in before:
        world.step(*step)
    pair = world.merge(merge)
    if pair is None:
        return
    frozen = world.engine.case(pair[0])
    for step in since:
        world.step(*step)
    assert vars(world.engine.case(pair[0])) == vars(frozen)
    world.try_to(UnmergeCase(case_id=pair[0]))
    log = world.engine.store.read_log(limit=100_000)
    invariants.every_message_is_in_exactly_one_place(log)
    invariants.nothing_enters_a_final_case(log)
    invariants.no_case_is_both_parent_and_child([world.engine.case(id) for id in world.cases()])
    invariants.the_fold_is_the_state(world.engine.intake, log)
    if policy == "one":
        assert all(len(world.engine.conversation(w).open_cases) <= 1 for w in _known(world))


def _known(world: World) -> list[str]:
    return [who for who in ("ann", "bob") if world.knows(who)]
