"""Values of different blocks of one policy that cannot both hold. Each raises Contradiction."""

from __future__ import annotations

from domain.policy.block import Contradiction
from domain.policy.reactions import OnCustomerMessage, Reopen
from domain.policy.relations import Followup, Link
from domain.policy.statuses import Status

STARTING = frozenset({"new", "open"})


def statuses_must_suffice(statuses: tuple[Status, ...]) -> None:
    seen: set[str] = set()
    for position, status in enumerate(statuses):
        if status.name.casefold() in seen:
            raise Contradiction(f"statuses.{position}.name", f"{status.name} is named twice")
        seen.add(status.name.casefold())
    categories = {status.category for status in statuses}
    if not categories & STARTING:
        raise Contradiction("statuses", "no status has category new or open to start with")
    if "resolved" not in categories:
        raise Contradiction("statuses", "no status has category resolved")


def reopening_must_lead_somewhere(reopen: Reopen, statuses: tuple[Status, ...]) -> None:
    categories = {status.name: status.category for status in statuses}
    target = reopen.target_status
    if target not in categories:
        raise Contradiction(
            "reopen.target_status",
            f"{target} is no status of this policy, which has {', '.join(categories)}",
        )
    if categories[target] not in STARTING:
        raise Contradiction(
            "reopen.target_status",
            f"{target} has category {categories[target]}; a reopened case is new or open",
        )


def follow_ups_must_be_allowed(table: OnCustomerMessage, followup: Followup, link: Link) -> None:
    opening = [
        f"on_customer_message.{phase}"
        for phase in ("resolved_in_grace", "resolved_after_grace", "final")
        if getattr(table, phase) == "new_followup_case"
    ]
    if opening and not followup.by_inbound:
        raise Contradiction(opening[0], "new_followup_case needs followup.by_inbound: true")
    if followup.by_inbound and not opening:
        raise Contradiction(
            "followup.by_inbound", "is true, but no phase has the action new_followup_case"
        )
    if (followup.by_inbound or followup.by_agent) and "follow_up" not in link.kinds:
        raise Contradiction("link.kinds", "must hold follow_up, because followup allows follow-ups")
