"""The statistics once more, as a plain fold of the log that shares nothing with the view but its
definitions: what the view shows must equal this."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain.case import events
from domain.case.deleting_events import CaseDeleted, CaseRestored
from domain.case.merging_events import CaseMerged, CaseUnmerged
from domain.message import events as message
from projections.categories import DELETED, SETTLED, is_open
from projections.definitions import ANSWERABLE, MOVED, STARTED_BY_AGENTS
from projections.placed import Placed

Key = tuple[str, date]

COUNTED = {
    "in": "messages_in",
    "out": "messages_out",
    "transferred": "messages_transferred",
}


class OneCase:
    """What the statistics have to know of one case."""

    def __init__(self, at: Placed[events.CaseCreated]) -> None:
        self.profile = at.event.profile_id
        self.answerable = at.event.origin in ANSWERABLE
        self.origin = at.event.origin
        self.creator = (
            at.actor.removeprefix("agent:")
            if at.event.origin in STARTED_BY_AGENTS and at.actor.startswith("agent:")
            else None
        )
        self.began = at.occurred_at
        self.moves = [(at.occurred_at, is_open(at.event.category))]

    def move(self, at: datetime, category: str) -> None:
        self.moves.append((max(at, self.moves[-1][0]), is_open(category)))


class Counted(NamedTuple):
    """One kind of number: its measure and what it is broken down by."""

    measure: str
    detail: str | None = None


class StatisticsFold:
    """Days are those of UTC."""

    def __init__(self) -> None:
        self.counts: defaultdict[tuple[Key, Counted], int] = defaultdict(int)
        self.responses: defaultdict[Key, list[float]] = defaultdict(list)
        self.cases: dict[UUID, OneCase] = {}
        self.profiles: dict[UUID, str] = {}

    def take(self, at: Placed[Any]) -> None:
        match at.event:
            case events.CaseCreated():
                self._created(at)
            case events.MessageAttached():
                self._attached(at)
            case events.MessageDetached():
                self._detached(at)
            case CaseMerged(role="target"):
                self._merged(at)
            case CaseUnmerged():
                self._unmerged(at)
            case events.StatusChanged(category=category):
                self.cases[at.stream_id].move(at.occurred_at, category)
            case events.CaseResolved(category=category):
                self._moved(at, category, Counted("resolved"))
            case events.CaseClosed(category=category):
                self._moved(at, category, Counted("closed"))
            case events.CaseCanceled(category=category):
                self._moved(at, category, Counted("canceled"))
            case CaseDeleted():
                self._moved(at, DELETED, Counted("deleted"))
            case CaseRestored(category=category):
                self._moved(at, category, Counted("restored"))
            case events.CaseReopened(category=category, from_category=was, cause=cause):
                name = "reopened" if was in SETTLED else "customer_returned"
                self._moved(at, category, Counted(name, cause))
            case _:
                self._message(at)

    def _message(self, at: Placed[Any]) -> None:
        if isinstance(at.event, message.MessageReceived):
            self.profiles[at.stream_id] = at.event.profile_id
        elif isinstance(at.event, message.MessageParked):
            self._count(at, self.profiles[at.stream_id], Counted("parked"))

    def _created(self, at: Placed[events.CaseCreated]) -> None:
        self.cases[at.stream_id] = OneCase(at)
        self._count_creation(self.cases[at.stream_id], 1)

    def _count_creation(self, of: OneCase, number: int) -> None:
        """On the day when it was created, whenever it is counted or taken back."""
        self._add(of.profile, of.began, Counted("created", of.origin), number)
        if of.origin in ANSWERABLE:
            self._add(of.profile, of.began, Counted("received_inbound"), number)
        if of.creator is not None:
            self._add(of.profile, of.began, Counted("received_by_agent", of.creator), number)

    def _merged(self, at: Placed[CaseMerged]) -> None:
        of = self.cases[at.stream_id]
        self._count_creation(of, -1)
        self._count(at, of.profile, Counted("merged_away"))
        of.move(at.occurred_at, "merged")

    def _unmerged(self, at: Placed[CaseUnmerged]) -> None:
        """The move that the merge made is forgotten, and what was counted with it."""
        of, event = self.cases[at.stream_id], at.event
        if event.back_to is not None:
            of.moves.pop()
        if event.role == "target":
            self._count_creation(of, 1)
            self._add(of.profile, event.merged_at, Counted("merged_away"), -1)
        elif event.back_to is not None:
            self._add(of.profile, event.merged_at, Counted("reopened", "merge"), -1)

    def _attached(self, at: Placed[events.MessageAttached]) -> None:
        of, event = self.cases[at.stream_id], at.event
        out = event.direction == "out"
        counted = Counted(COUNTED[event.direction])
        self._add(of.profile, event.counted_at or at.occurred_at, counted, 1)
        if event.decision.action in MOVED:
            return
        if out and event.author_kind == "agent" and of.answerable:
            of.answerable = False
            waited = max(0.0, (at.occurred_at - of.began).total_seconds())
            self.responses[of.profile, at.occurred_at.date()].append(waited)

    def _detached(self, at: Placed[events.MessageDetached]) -> None:
        of, event = self.cases[at.stream_id], at.event
        counted = Counted(COUNTED[event.direction])
        self._add(of.profile, event.attached_at, counted, -1)

    def _moved(self, at: Placed[Any], category: str, counted: Counted) -> None:
        of = self.cases[at.stream_id]
        of.move(at.occurred_at, category)
        self._count(at, of.profile, counted)

    def _count(self, at: Placed[Any], profile: str, counted: Counted) -> None:
        self._add(profile, at.occurred_at, counted, 1)

    def _add(self, profile: str, at: datetime, counted: Counted, number: int) -> None:
        key = ((profile, at.date()), counted)
        self.counts[key] += number
        if not self.counts[key]:
            del self.counts[key]

    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which anything happened."""
        counted = {day for (_, day), _ in self.counts}
        moved = {at.date() for each in self.cases.values() for at, _ in each.moves}
        days = counted | moved
        return (min(days), max(days)) if days else None

    def backlog_changes(self) -> dict[Key, int]:
        """By how many cases the backlog at a day's end differs from that of the day before."""
        changes: defaultdict[Key, int] = defaultdict(int)
        for each in self.cases.values():
            at_end = {at.date(): now_open for at, now_open in each.moves}
            before = False
            for day, now_open in sorted(at_end.items()):
                changes[each.profile, day] += now_open - before
                before = now_open
        return changes
