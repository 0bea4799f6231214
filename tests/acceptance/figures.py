"""Counts what the engine did with the conversations, from its log and its positions alone."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from application.store import Placed, Store
from domain.case import events as case
from domain.conversation.events import ConversationStarted
from domain.message import events as message

WHO = {"customer": "in", "agent": "out", "third_party": "third"}
ALWAYS = ("split_by_silence",)


def figures(store: Store) -> dict[str, int]:
    """In the truth's words: an agent's or third party's message left unattached is `parked`."""
    counting = Counting()
    for placed in store.read_log(limit=1_000_000):
        counting.count(placed)
    counts = counting.counts
    for position in store.ledger.positions():
        counts["records"] += position.records
        counts["duplicates"] += position.duplicates
    counts["split_by_silence"] += 0
    return {name: count for name, count in sorted(counts.items()) if count or name in ALWAYS}


class Counting:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._answered: set[UUID] = set()
        self._authors: dict[UUID, str] = {}

    def count(self, placed: Placed) -> None:
        stream = placed.recorded.originator_id
        match placed.recorded.event:
            case case.CaseCreated():
                self.counts["cases"] += 1
            case case.CaseResolved():
                self.counts["resolved"] += 1
            case case.CaseReopened():
                self.counts["reopened"] += 1
            case ConversationStarted():
                self.counts["pairs"] += 1
            case message.MessageReceived(author_kind=kind):
                self._authors[stream] = WHO[kind]
            case message.MessageParked() | message.MessageLeftUnattached():
                self._add("parked", self._authors[stream])
            case case.MessageAttached() as attached:
                self._attached(stream, attached)

    def _attached(self, case_id: UUID, attached: case.MessageAttached) -> None:
        who = WHO[attached.author_kind]
        self._add("attached", who)
        self.counts["split_by_silence"] += attached.decision.idle_split
        if who == "out" and case_id not in self._answered:
            self._answered.add(case_id)
            self.counts["first_responses"] += 1

    def _add(self, what: str, who: str) -> None:
        self.counts[what] += 1
        self.counts[f"{what}_{who}"] += 1
