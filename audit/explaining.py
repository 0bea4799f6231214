"""Why a message went where it is: the facts of the decision, and one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from application.looking.policies import published_policy
from application.looking.streams import Streams
from application.store import Store
from audit.journeys import Merge, Removal, stays
from domain.case.events import CaseCreated
from domain.decision import Decision
from domain.identity import Namespace
from domain.kernel import Recorded
from domain.message.events import (
    MessageComposed,
    MessageEscalated,
    MessageIdentified,
    MessageLeftUnattached,
    MessageParked,
    MessageReceived,
)
from domain.message.moving_events import MessageMoved, MessageTakenOut, Reason
from domain.policy.document import Policy
from domain.policy.reactions import PHASES

ASIDE = frozenset({"park", "reject_with_reply"})


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """One decision about one message. `decided_at` is the clock that the rule used; `merges` are
    what became of the case while it was there, `removals` when it was deleted and restored,
    `forwarded_number` the merged case that led to it.
    """

    message_id: UUID
    place: str
    case_id: UUID | None
    case_number: str | None
    decision: Decision
    decided_at: datetime
    sent_at: datetime | None
    broker_at: datetime | None
    actor: str
    authority: str
    backdated: bool
    located_number: str | None
    sentence: str
    forwarded_number: str | None = None
    reason: str | None = None
    merges: tuple[Merge, ...] = ()
    removals: tuple[Removal, ...] = ()


class UnexplainedError(Exception):
    """There is no decision about this message: it is not there, or only an alias."""


class Explaining:
    def __init__(self, store: Store, ids: Namespace) -> None:
        self._store = store
        self._ids = ids

    def message(self, message_id: UUID) -> list[Explanation]:
        """In order, one for each place that it has had. Raises UnexplainedError."""
        history = self._store.history(message_id)
        first = history[0].event if history else None
        if isinstance(first, MessageIdentified):
            return self.message(first.message_id)
        if not isinstance(first, MessageReceived | MessageComposed):
            raise UnexplainedError(f"message {message_id} was not seen")
        found = list(self._decisions(message_id, history))
        if not found:
            raise UnexplainedError(f"message {message_id} is an automatic answer outside any case")
        return found

    def _decisions(self, id: UUID, history: list[Recorded[Any]]) -> Iterator[Explanation]:
        visits: Counter[UUID] = Counter()
        for recorded in history:
            event = recorded.event
            match event:
                case (
                    MessageReceived(case_id=UUID() as case_id)
                    | MessageComposed(case_id=UUID() as case_id)
                    | MessageEscalated(case_id=case_id)
                    | MessageMoved(case_id=case_id)
                ):
                    visits[case_id] += 1
                    reason = event.personal if isinstance(event, MessageMoved) else None
                    yield self._attached(id, history, case_id, visits[case_id], reason)
                case MessageTakenOut(place=place, decision=decision, personal=reason):
                    taken_out = self._explanation(id, history, place, recorded, decision, None)
                    yield _because(taken_out, reason)
                case MessageParked(decision=decision):
                    yield self._explanation(id, history, "parked", recorded, decision, None)
                case MessageLeftUnattached(decision=decision):
                    yield self._explanation(id, history, "unattached", recorded, decision, None)

    def _attached(
        self,
        id: UUID,
        history: list[Recorded[Any]],
        case_id: UUID,
        visit: int,
        reason: Reason | None,
    ) -> Explanation:
        found = stays(self._store, case_id, id)
        if len(found) < visit:
            raise UnexplainedError(f"case {case_id} does not hold message {id}")
        stay = found[visit - 1]
        decision = stay.attached.event.decision
        attached = self._explanation(id, history, "attached", stay.attached, decision, case_id)
        because = _because(attached, reason)
        return msgspec.structs.replace(because, merges=stay.merges, removals=stay.removals)

    def _explanation(
        self,
        id: UUID,
        history: list[Recorded[Any]],
        place: str,
        recorded: Recorded[Any],
        decision: Decision,
        case_id: UUID | None,
    ) -> Explanation:
        first = history[0].event
        received = first if isinstance(first, MessageReceived) else None
        number, located = self._number(case_id), self._number(decision.located_case)
        return Explanation(
            message_id=id,
            place=place,
            case_id=case_id,
            case_number=number,
            decision=decision,
            decided_at=recorded.cause.occurred_at,
            sent_at=received.sent_at if received is not None else None,
            broker_at=received.broker_at if received is not None else None,
            actor=recorded.cause.actor,
            authority=recorded.cause.authority,
            backdated=recorded.cause.backdated,
            located_number=located,
            forwarded_number=self._number(decision.forwarded_from),
            sentence=sentence(
                place, decision, number, located, self._aside(place, decision, received)
            ),
        )

    def _aside(
        self, place: str, decision: Decision, received: MessageReceived | None
    ) -> str | None:
        """What kept a parked message from the action that its phase would have had."""
        if place != "parked" or received is None or decision.action in BY_A_PERSON:
            return None
        if decision.kept_from is not None:
            return KEPT[decision.kept_from]
        policy = self._policy(decision)
        if decision.phase in PHASES and policy.action_for(decision.phase) in ASIDE:
            return None
        if decision.phase == "thanks":
            return "it only says thank you, and such a message opens no case"
        if received.auto_submitted:
            return "it was sent automatically, and such a message opens no case"
        if not policy.grouping.auto_create.enabled:
            return "the policy lets no message open a case by itself"
        return "it was public, and the policy lets only private messages open a case by themselves"

    def _policy(self, decision: Decision) -> Policy:
        streams, version = Streams(self._store), decision.policy_version
        return published_policy(streams, self._ids, decision.policy_id, version)

    def _number(self, case_id: UUID | None) -> str | None:
        if case_id is None:
            return None
        created = self._store.history(case_id)[0].event
        return created.number if isinstance(created, CaseCreated) else None


BY_A_PERSON = frozenset({"answer", "call", "escalate", "move", "split", "take_out"})

WHY = {
    "open": "case {located} was open",
    "waiting_customer": "case {located} was waiting for its customer",
    "resolved_in_grace": "case {located} had been resolved {elapsed} before, within its grace",
    "resolved_after_grace": "case {located} had been resolved {elapsed} before, past its grace",
    "final": "case {located} was closed for good",
    "merged": "case {located} had been merged into another",
    "auto_submitted": "it was sent automatically, which changes nothing in case {located}",
    "thanks": "it only says thank you, which changes nothing in case {located}",
    "none": "no case of this customer was there to take it",
}

DONE = {
    "new_case": "opened case {number}",
    "new_followup_case": "opened case {number} as a follow-up of case {located}",
    "append": "was added to case {number}",
    "append_reopen": "was added to case {number} and reopened it",
    "append_silent": "was added to case {number} without changing it",
    "answer": "is an answer recorded in case {number}",
    "call": "is a call asked for in case {number}",
    "escalate": "was escalated into case {number}",
    "automatic_reply": "is an automatic answer recorded in case {number}",
    "park": "was parked for a person",
    "reject_with_reply": "was parked and answered automatically",
    "leave_unattached": "was kept without a case",
    "move": "was moved to case {number}",
    "split": "was split off into case {number}",
    "take_out": "was taken out of its case",
}

KEPT = {
    "conditions": "it does not meet the policy's conditions for opening a case",
    "case_rule": "no case rule that is active lets it open a case",
}

HOW = {
    "slot": "found by its grouping value",
    "case_number": "named by its number",
    "in_reply_to": "found by the message that it replies to",
    "references": "found by the messages that it refers to",
    "open_case": "the open case of this customer and profile",
}


def _because(explanation: Explanation, reason: Reason | None) -> Explanation:
    said = reason.reason if reason is not None else None
    return msgspec.structs.replace(explanation, reason=said)


def sentence(
    place: str,
    decision: Decision,
    number: str | None,
    located: str | None,
    aside: str | None = None,
) -> str:
    """In the past tense: what was decided, and because of what."""
    words = {
        "number": number or "unknown",
        "located": located or "unknown",
        "elapsed": _span(decision.elapsed or 0.0),
    }
    done = DONE.get(decision.action, f"was {place} ({decision.action})").format_map(words)
    if decision.action in BY_A_PERSON:
        return f"The message {done}, because a person said so."
    if aside is not None:
        return f"The message {done}, because {aside} ({_named(decision)})."
    why = _why(decision, located).format_map(words)
    how = f" ({HOW[decision.located_by]})" if decision.located_by in HOW else ""
    says = f"{_named(decision)} says {decision.action}"
    if decision.rule_id is not None:
        says += f" by case rule {decision.rule_id} version {decision.rule_version}"
    return f"The message {done}, because {why}{how} and {says}."


def _named(decision: Decision) -> str:
    return f"policy {decision.policy_id} version {decision.policy_version}"


def _why(decision: Decision, located: str | None) -> str:
    if decision.idle_split:
        return (
            "nothing had been added to case {located} for {elapsed}, which makes it another matter"
        )
    if decision.phase == "auto_submitted" and located is None:
        return "it was sent automatically"
    if decision.phase == "open" and decision.action == "append_reopen":
        return "case {located} was open"
    return WHY.get(decision.phase, f"its phase was {decision.phase}")


def _span(seconds: float) -> str:
    """The largest unit that is not 0, rounded down."""
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count = int(seconds // size)
        if count:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "0 seconds"
