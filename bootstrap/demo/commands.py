"""Finds the case or message that an agent has in mind, and says what to do as a command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from application.policies.book import PolicyBook
from application.store import Store
from bootstrap.demo.parked import ParkedMessages
from bootstrap.demo.streams import Streams
from domain.case import commands as case
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from domain.identity import Namespace
from ingest.simulation import intents
from ingest.simulation.intents import CaseIntent, Intent

Command = Any
"""One of `domain.case.commands`."""


class Commands:
    """Looks into the streams themselves, where a thing is as soon as it is stored."""

    def __init__(self, store: Store, ids: Namespace) -> None:
        self._streams = Streams(store)
        self._ids = ids
        self._book = PolicyBook(ids)
        self._parked = ParkedMessages(store)

    def of(self, intent: Intent) -> Command | None:
        """None where there is no case or message such as the intent speaks of."""
        match intent:
            case intents.OpenByHand():
                return case.OpenCase(
                    profile_id=intent.profile_id,
                    customer_id=intent.customer_id,
                    title=intent.title,
                    note=intent.note,
                )
            case intents.EscalateOldestParked():
                found = self._parked.oldest(intent.profile_id, intent.customer_id)
                return case.EscalateMessage(message_id=found) if found is not None else None
            case intents.LinkTwoCases():
                return self._link(intent)
            case intents.DetachChild():
                return self._detach(intent)
            case intents.CloseResolved():
                return self._close(intent)
            case intents.ReopenLatest():
                return self._reopen(intent)
        newest = self._conversation(intent).latest_open
        return self._about(intent, newest) if newest is not None else None

    def _about(self, intent: CaseIntent, case_id: UUID) -> Command | None:
        """What needs an open case and nothing else."""
        match intent:
            case intents.AnswerOpenCase(text=text):
                return case.AnswerCase(case_id=case_id, text=text)
            case intents.AddNote(text=text):
                return case.AddNote(case_id=case_id, text=text)
            case intents.Assign(assignee=assignee, group=group):
                return case.AssignCase(case_id=case_id, assignee=assignee, group=group)
            case intents.ResolveOpenCase():
                return case.ResolveCase(case_id=case_id)
            case intents.CancelCase():
                return case.CancelCase(case_id=case_id)
            case intents.SetStatus(category=category):
                return self._set_status(case_id, category)
            case intents.CreateChild(title=title):
                return case.CreateChild(
                    parent_id=case_id,
                    profile_id=intent.to_profile_id,
                    customer_id=intent.to_customer_id,
                    title=title,
                )
        raise TypeError(f"no command for {type(intent).__name__}")

    def _set_status(self, case_id: UUID, category: str) -> Command | None:
        pinned = self._streams.get(Case, case_id).policy
        assert pinned is not None
        status = self._book.version(self._streams, pinned).policy.status_of(category)
        return case.ChangeStatus(case_id=case_id, status=status.name) if status else None

    def _link(self, intent: CaseIntent) -> Command | None:
        open_cases = self._conversation(intent).open_cases
        if len(open_cases) < 2:
            return None
        return case.LinkChild(parent_id=open_cases[-2], child_id=open_cases[-1])

    def _detach(self, intent: CaseIntent) -> Command | None:
        parents = (each for each in self._newest_first(intent) if each.children)
        parent = next(parents, None)
        return case.DetachChild(child_id=list(parent.children)[-1]) if parent else None

    def _close(self, intent: CaseIntent) -> Command | None:
        resolved = (each for each in self._newest_first(intent) if each.category == "resolved")
        found = next(resolved, None)
        return case.CloseCase(case_id=found.id) if found else None

    def _reopen(self, intent: CaseIntent) -> Command | None:
        newest = next(self._newest_first(intent), None)
        settled = newest is not None and newest.category in ("resolved", "closed")
        return case.ReopenCase(case_id=newest.id) if newest and settled else None

    def _newest_first(self, intent: CaseIntent) -> Iterator[Case]:
        for case_id in reversed(self._conversation(intent).cases):
            yield self._streams.get(Case, case_id)

    def _conversation(self, intent: CaseIntent) -> Conversation:
        id = self._ids.conversation(intent.profile_id, intent.customer_id)
        return self._streams.get(Conversation, id)
