"""What a rating makes of the case: it goes on, it ends, or nothing changes (C-37, C-38, C-61)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.case import events as e
from domain.case.lifecycle import Lifecycle
from domain.kernel import Cause, Recorded, evolves
from domain.policy.document import Policy
from domain.policy.rating import TOGETHER, effect_of


class BareReply(msgspec.Struct, frozen=True):
    """A customer's message that reopened the case, and how the case stood behind it."""

    at: datetime
    status: str
    assignee: str | None
    messages: int = 0


class Rated(Lifecycle):
    """A reply and a rating of one visit give one reopening at most, whichever comes first."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.reply: BareReply | None = None

    def rate(self, policy: Policy, value: str, *, has_room: bool, cause: Cause) -> None:
        """A final case answers to no rating. `has_room` says whether the pair may have this case
        open: where another one is, the answer stays an answer."""
        effect = effect_of(policy, value)
        if effect is None or self.is_final:
            return
        if effect == "reopen_clear":
            if self.category in ("resolved", "waiting_customer") and (self.is_open or has_room):
                self.reopen(policy, because="rating", clear=True, cause=cause)
        elif self.category == "resolved" or self._was_just_reopened(cause.occurred_at):
            to = self._status(policy, "closed")
            self.record(e.CaseClosed(self.status, to.name, to.category), cause)

    def _was_just_reopened(self, at: datetime) -> bool:
        """By a mere reply, and nobody has done anything since: then the rating is the answer."""
        reply = self.reply
        return (
            reply is not None
            and abs(at - reply.at) < TOGETHER
            and reply.messages <= 1
            and (reply.status, reply.assignee) == (self.status, self.assignee)
        )

    @evolves(e.CaseReopened)
    def _reopened(self, recorded: Recorded[e.CaseReopened]) -> None:
        super()._reopened(recorded)
        self.reply = None
        if (
            recorded.event.cause == "customer_message"
            and recorded.event.from_category == "resolved"
        ):
            self.reply = BareReply(recorded.cause.occurred_at, self.status, self.assignee)

    @evolves(e.MessageAttached)
    def _message_attached(self, recorded: Recorded[e.MessageAttached]) -> None:
        super()._message_attached(recorded)
        if self.reply is not None:
            self.reply = msgspec.structs.replace(self.reply, messages=self.reply.messages + 1)
