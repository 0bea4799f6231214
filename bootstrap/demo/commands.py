"""Finds the case or message that an agent has in mind, and says what to do as a command."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from application.finding.cases import Cases
from application.finding.parked import ParkedMessages
from application.store import Store
from domain.case import commands as case
from domain.identity import Namespace
from ingest.simulation import intents
from ingest.simulation.intents import CaseIntent, Intent

Command = Any
"""One of `domain.case.commands`."""


class Commands:
    def __init__(self, store: Store, ids: Namespace) -> None:
        self._cases = Cases(store, ids)
        self._parked = ParkedMessages(store)

    def of(self, intent: Intent) -> Command | None:
        """None where there is no case or message such as the intent speaks of."""
        match intent:
            case intents.OpenByHand():
                return case.OpenCase(
                    profile_id=intent.profile_id,
                    customer_id=intent.customer_id,
                    topic="enquiry",
                    title=intent.title,
                    priority="normal",
                    note=intent.note,
                )
            case intents.EscalateOldestParked():
                found = self._parked.oldest(intent.profile_id, intent.customer_id)
                return case.EscalateMessage(message_id=found) if found is not None else None
            case intents.DetachChild():
                return self._detach(intent)
            case intents.CloseResolved():
                return self._close(intent)
            case intents.ReopenLatest():
                return self._reopen(intent)
        open_ones = self._cases.open_ones(intent.profile_id, intent.customer_id)
        return self._about_open(intent, open_ones) if open_ones else None

    def _about_open(self, intent: CaseIntent, open_ones: list[UUID]) -> Command | None:
        newest = open_ones[-1]
        match intent:
            case intents.AnswerOpenCase(text=text):
                chosen = self._cases.to_answer(newest)
                return case.AnswerCase(case_id=newest, text=text, in_reply_to=chosen)
            case intents.AddNote(text=text):
                return case.AddNote(case_id=newest, text=text)
            case intents.Assign(assignee=assignee, group=group):
                return case.AssignCase(case_id=newest, assignee=assignee, group=group)
            case intents.ResolveOpenCase():
                return case.ResolveCase(case_id=newest)
            case intents.CancelCase():
                return case.CancelCase(case_id=newest)
            case intents.SetStatus(category=category):
                status = self._cases.status_of(newest, category)
                return case.ChangeStatus(case_id=newest, status=status) if status else None
            case intents.CreateChild():
                return case.CreateChild(
                    parent_id=newest,
                    profile_id=intent.to_profile_id,
                    customer_id=intent.to_customer_id,
                    title=intent.title,
                )
            case intents.LinkTwoCases():
                if len(open_ones) < 2:
                    return None
                return case.LinkChild(parent_id=open_ones[-2], child_id=newest)
        raise TypeError(f"no command for {type(intent).__name__}")

    def _detach(self, intent: CaseIntent) -> Command | None:
        for each in self._cases.newest_first(intent.profile_id, intent.customer_id):
            if each.children:
                return case.DetachChild(child_id=each.children[-1])
        return None

    def _close(self, intent: CaseIntent) -> Command | None:
        for each in self._cases.newest_first(intent.profile_id, intent.customer_id):
            if each.category == "resolved":
                return case.CloseCase(case_id=each.id)
        return None

    def _reopen(self, intent: CaseIntent) -> Command | None:
        for newest in self._cases.newest_first(intent.profile_id, intent.customer_id)[:1]:
            if newest.category in ("resolved", "closed"):
                return case.ReopenCase(case_id=newest.id)
        return None
