"""Two workers, people who act in between, and everything they can do: no model, but invariants."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st

from application.beside import Beside, Committed
from application.intake.intake import Outage, Taken
from application.intake.records import Record
from application.meanwhile import NOTHING, Meanwhile
from application.store import Store
from domain.case import commands as c
from domain.case.aggregate import Case
from domain.case.deleting_commands import DeleteCase, RestoreCase
from domain.case.events import MessageAttached
from domain.case.merging_commands import (
    DetachMessage,
    MergeCases,
    MoveMessage,
    SplitCase,
    UnmergeCase,
)
from domain.case.promoting_commands import PromoteMessage
from domain.case.rebinding_commands import RebindCases
from domain.errors import Rejection
from domain.lock.commands import LockMessage
from domain.profile.commands import SetProfilePolicy
from tests.properties.policies import OWN, POLICIES
from tests.support.controls import Engine
from tests.support.controls_channel import Channel

WHO = st.sampled_from(["ann", "bob"])
ANY = st.integers(0, 1_000)
NAMES = st.sampled_from(sorted(POLICIES))
MESSAGES = st.fixed_dictionaries(
    {
        "customer": WHO,
        "by": st.sampled_from(["customer", "customer", "customer", "agent", "third_party"]),
        "private": st.sampled_from([True, True, False]),
        "thread": st.sampled_from(["", "t-1", "t-2"]),
        "answers": st.one_of(st.none(), ANY),
        "auto": st.sampled_from([False, False, False, True]),
    }
)
KINDS = [
    "open",
    "child",
    "answer",
    "note",
    "assign",
    "update",
    "resolve",
    "close",
    "cancel",
    "pending",
    "reopen",
    "merge",
    "unmerge",
    "split",
    "move",
    "detach",
    "link",
    "unlink",
    "escalate",
    "promote",
    "lock",
    "survey",
    "rate",
    "rebind",
    "delete",
    "restore",
    "policy",
]
STEPS = st.tuples(st.sampled_from(KINDS), ANY, ANY, NAMES)


class Upheaval:
    """A profile `care`, with a channel on a partition of its own for each worker, and one more for
    answers to surveys."""

    def __init__(self, engine: Engine, *, workers: int = 2) -> None:
        self.engine = engine
        self.channels = [Channel(partition=number) for number in range(workers + 1)]
        self.intakes = [engine.another_intake() for _ in range(workers + 1)]
        self.sent: list[str] = []
        self.surveys: list[tuple[str, str]] = []
        self.rating = False
        self.numbers = count(1)
        for name, changes in OWN.items():
            engine.policy(name, **changes)
        engine.profile("emplifi", can_initiate=True, group="service")

    def cases(self) -> list[UUID]:
        log = self.engine.store.read_log(limit=100_000, topics=("case.created",))
        return [each.recorded.originator_id for each in log]

    def write(self, worker: int, batch: Iterable[dict[str, Any]], *, patience: int = 0) -> None:
        """With patience, as often as a worker that is outrun by everybody else tries again."""
        channel = self.channels[worker]
        events = [self._message(channel, each) for each in batch]
        records = channel.records(*events)
        taken = self._take(worker, records, patience)
        assert taken.outcomes.total() == len(events)
        assert not taken.outcomes["held"] + taken.outcomes["letter"]

    def _take(self, worker: int, records: list[Record], patience: int) -> Taken:
        for _ in range(patience):
            try:
                return self.intakes[worker].take(records)
            except Outage:
                continue
        return self.intakes[worker].take(records)

    def act(self, what: str, one: int, other: int, policy: str) -> bool:
        """False when it was refused; then nothing may be written."""
        if what == "rate":
            return self._rate(one, other)
        command = self._command(what, one, other, policy)
        if command is None:
            return False
        try:
            facts = self.engine.do(command).facts
        except Rejection:
            return False
        if what == "survey":
            case = self.engine.case(command.case_id)
            self.surveys.append((facts["survey_id"], case.customer_id))
        return True

    def _message(self, channel: Channel, drawn: dict[str, Any]) -> dict[str, Any]:
        id = f"m-{next(self.numbers)}"
        thread = {"id": drawn["thread"]} if drawn["thread"] else {}
        if drawn["answers"] is not None and self.sent:
            thread["in_reply_to"] = self.sent[drawn["answers"] % len(self.sent)]
        self.sent.append(id)
        return channel.message(
            id,
            self.engine.now,
            customer=drawn["customer"],
            by=drawn["by"],
            private=drawn["private"],
            thread=thread or None,
            auto_submitted=drawn["auto"],
        )

    def _rate(self, which: int, level: int) -> bool:
        if not self.surveys or self.rating:
            return False
        survey, customer = self.surveys[which % len(self.surveys)]
        answer = self.channels[-1].survey_answer(
            f"a-{next(self.numbers)}",
            survey,
            self.engine.now,
            customer=customer,
            value=level % 5 + 1,
        )
        self.rating = True
        try:
            self.intakes[-1].take(self.channels[-1].records(answer))
        finally:
            self.rating = False
        return True

    def _command(self, what: str, one: int, other: int, policy: str) -> Any:
        cases, who = self.cases(), ("ann", "bob")[other % 2]
        if what == "policy":
            return SetProfilePolicy(profile_id="care", policy_id=policy)
        if what == "open":
            filed: dict[str, Any] = {"topic": "t", "title": "By hand", "priority": "low"}
            return c.OpenCase(profile_id="care", customer_id=who, **filed)
        if not cases or not self.sent:
            return None
        fitting = self._fitting(what, cases)
        case, second = fitting[one % len(fitting)], cases[other % len(cases)]
        message = self.engine.message_id(self.sent[one % len(self.sent)])
        if what in ("split", "detach", "move"):
            message = self._last_in(case) or message
        commands: dict[str, Callable[[], Any]] = {
            "child": lambda: c.CreateChild(parent_id=case, profile_id="care", customer_id=who),
            "answer": lambda: c.AnswerCase(case_id=case, text="Yes."),
            "note": lambda: c.AddNote(case_id=case, text="Hm."),
            "assign": lambda: c.AssignCase(case_id=case, assignee=who),
            "update": lambda: c.UpdateCase(case_id=case, priority="high", add_labels=("hot",)),
            "resolve": lambda: c.ResolveCase(case_id=case),
            "close": lambda: c.CloseCase(case_id=case),
            "cancel": lambda: c.CancelCase(case_id=case),
            "pending": lambda: c.ChangeStatus(case_id=case, status="Pending"),
            "reopen": lambda: c.ReopenCase(case_id=case),
            "merge": lambda: MergeCases(case_id=case, into_id=second),
            "unmerge": lambda: UnmergeCase(case_id=case),
            "split": lambda: SplitCase(case_id=case, message_id=message),
            "move": lambda: MoveMessage(message_id=message, case_id=second),
            "detach": lambda: DetachMessage(message_id=message),
            "link": lambda: c.LinkChild(parent_id=case, child_id=second),
            "unlink": lambda: c.DetachChild(child_id=case),
            "escalate": lambda: c.EscalateMessage(message_id=message),
            "promote": lambda: PromoteMessage(message_id=message),
            "lock": lambda: LockMessage(message_id=message),
            "survey": lambda: c.RecordSurvey(case_id=case),
            "rebind": lambda: RebindCases(case_ids=(case, second)),
            "delete": lambda: DeleteCase(case_id=case, reason="spam"),
            "restore": lambda: RestoreCase(case_id=case),
        }
        return commands[what]()

    def _fitting(self, what: str, cases: list[UUID]) -> list[UUID]:
        """Those that it can be done with, mostly; all where there are none."""
        fits: dict[str, Callable[[Case], object]] = {
            "unmerge": lambda each: each.merged_into,
            "unlink": lambda each: each.parent_id,
            "restore": lambda each: each.deletion,
            "reopen": lambda each: each.resolved_at,
            "survey": lambda each: each.resolved_at,
        }
        if what not in fits:
            return cases
        return [id for id in cases if fits[what](self.engine.case(id))] or cases

    def _last_in(self, case_id: UUID) -> UUID | None:
        """Of the messages that came into the case, if any did."""
        attached = (
            each.event.message_id
            for each in self.engine.store.history(case_id)
            if isinstance(each.event, MessageAttached)
        )
        return max(attached, key=str, default=None)


def disturb(patch: pytest.MonkeyPatch, store: Store, act: Callable[[], object]) -> None:
    """Once, between somebody's decision and his commit."""
    commit, left = store.commit, [act]

    def disturbed(
        events: Iterable[Any], beside: Beside, meanwhile: Meanwhile = NOTHING
    ) -> Committed:
        written = list(events)
        if left:
            left.pop()()
        return commit(written, beside, meanwhile)

    patch.setattr(store, "commit", disturbed)
