"""The statistics once more, as a plain fold of the log that shares nothing with the view but its
definitions: what the view shows must equal this."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from domain.case import events
from domain.message import events as message
from projections.categories import SETTLED, is_open
from projections.definitions import ANSWERABLE, STARTED_BY_AGENTS
from projections.placed import Placed

Key = tuple[str, date]


class OneCase:
    """What the statistics have to know of one case."""

    def __init__(self, at: Placed[events.CaseCreated]) -> None:
        self.profile = at.event.profile_id
        self.answerable = at.event.origin in ANSWERABLE
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
            case events.StatusChanged(category=category):
                self.cases[at.stream_id].move(at.occurred_at, category)
            case events.CaseResolved(category=category):
                self._moved(at, category, Counted("resolved"))
            case events.CaseClosed(category=category):
                self._moved(at, category, Counted("closed"))
            case events.CaseCanceled(category=category):
                self._moved(at, category, Counted("canceled"))
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
        event = at.event
        self.cases[at.stream_id] = OneCase(at)
        self._count(at, event.profile_id, Counted("created", event.origin))
        if event.origin in ANSWERABLE:
            self._count(at, event.profile_id, Counted("received_inbound"))
        if event.origin in STARTED_BY_AGENTS and at.actor.startswith("agent:"):
            agent = at.actor.removeprefix("agent:")
            self._count(at, event.profile_id, Counted("received_by_agent", agent))

    def _attached(self, at: Placed[events.MessageAttached]) -> None:
        of, event = self.cases[at.stream_id], at.event
        out = event.direction == "out"
        self._count(at, of.profile, Counted("messages_out" if out else "messages_in"))
        if out and event.author_kind == "agent" and of.answerable:
            of.answerable = False
            waited = max(0.0, (at.occurred_at - of.began).total_seconds())
            self.responses[of.profile, at.occurred_at.date()].append(waited)

    def _detached(self, at: Placed[events.MessageDetached]) -> None:
        of, event = self.cases[at.stream_id], at.event
        counted = Counted("messages_out" if event.direction == "out" else "messages_in")
        self.counts[(of.profile, event.attached_at.date()), counted] -= 1

    def _moved(self, at: Placed[Any], category: str, counted: Counted) -> None:
        of = self.cases[at.stream_id]
        of.move(at.occurred_at, category)
        self._count(at, of.profile, counted)

    def _count(self, at: Placed[Any], profile: str, counted: Counted) -> None:
        self.counts[(profile, at.occurred_at.date()), counted] += 1

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
