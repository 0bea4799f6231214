"""What happens when a customer writes: the decision table, grace, and how a case is reopened."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import StrictBool

from domain.policy.block import Block, Name, Text
from domain.policy.durations import DurationOrInfinite

SORRY = (
    "Thank you for your message. This matter is closed, so we could not take your message here. "
    "Please start a new conversation with us."
)


class OnCustomerMessage(Block):
    """One action per phase of the case that the message was located in."""

    open: Literal["append"] = "append"
    waiting_customer: Literal["append", "append_reopen"] = "append_reopen"
    resolved_in_grace: Literal[
        "append_reopen", "new_case", "new_followup_case", "park", "append_silent"
    ] = "append_reopen"
    resolved_after_grace: Literal[
        "new_case", "new_followup_case", "park", "reject_with_reply", "append_reopen"
    ] = "new_case"
    final: Literal["new_case", "new_followup_case", "park", "reject_with_reply"] = "new_case"
    merged: Literal["forward_to_target"] = "forward_to_target"
    auto_submitted: Literal["append_silent"] = "append_silent"
    thanks: Literal["append_silent", "as_customer"] = "as_customer"
    reject_text: Text = SORRY


PHASES = (
    "open",
    "waiting_customer",
    "resolved_in_grace",
    "resolved_after_grace",
    "final",
    "merged",
    "auto_submitted",
)


class Grace(Block):
    """How long after the resolve a message still reopens; None is for ever, 0 not at all."""

    length: DurationOrInfinite = timedelta(hours=72)
    restart_on_each_done: StrictBool = True


class Reopen(Block):
    target_status: Name = "Reopened"
    assignee: Literal["keep", "clear", "smart", "keep_if_available_else_clear"] = "keep"
    group: Literal["keep", "clear"] = "keep"
    notify_group: StrictBool = True
    requeue: StrictBool = True
    sla: Literal["resume", "restart", "new_cycle"] = "resume"
