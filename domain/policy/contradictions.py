"""Values of different blocks of one policy that cannot both hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.policy.block import Contradiction

if TYPE_CHECKING:
    from domain.policy.document import Policy

STARTING = frozenset({"new", "open"})


def find_contradictions(policy: Policy) -> None:
    """Raises Contradiction for the first one."""
    _statuses_suffice(policy)
    _reopening_leads_somewhere(policy)
    _follow_ups_are_allowed(policy)


def _statuses_suffice(policy: Policy) -> None:
    seen: set[str] = set()
    for position, status in enumerate(policy.statuses):
        if status.name.casefold() in seen:
            raise Contradiction(f"statuses.{position}.name", f"{status.name} is named twice")
        seen.add(status.name.casefold())
    categories = {status.category for status in policy.statuses}
    if not categories & STARTING:
        raise Contradiction("statuses", "no status has category new or open to start with")
    if "resolved" not in categories:
        raise Contradiction("statuses", "no status has category resolved")


def _reopening_leads_somewhere(policy: Policy) -> None:
    target = policy.status(policy.reopen.target_status)
    if target is None:
        names = ", ".join(status.name for status in policy.statuses)
        raise Contradiction(
            "reopen.target_status",
            f"{policy.reopen.target_status} is no status of this policy, which has {names}",
        )
    if target.category not in STARTING:
        raise Contradiction(
            "reopen.target_status",
            f"{target.name} has category {target.category}; a reopened case is new or open",
        )


def _follow_ups_are_allowed(policy: Policy) -> None:
    opening = [
        f"on_customer_message.{phase}"
        for phase in ("resolved_in_grace", "resolved_after_grace", "final")
        if policy.action_for(phase) == "new_followup_case"
    ]
    if opening and not policy.followup.by_inbound:
        raise Contradiction(opening[0], "new_followup_case needs followup.by_inbound: true")
    if policy.followup.by_inbound and not opening:
        raise Contradiction(
            "followup.by_inbound", "is true, but no phase has the action new_followup_case"
        )
    wanted = policy.followup.by_inbound or policy.followup.by_agent
    if wanted and "follow_up" not in policy.link.kinds:
        raise Contradiction("link.kinds", "must hold follow_up, because followup allows follow-ups")
