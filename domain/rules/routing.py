"""Whenever a message arrives, the decision table of its case's policy says where it goes."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.decision import RULES_VERSION, Decision
from domain.policy.bound import BoundPolicy
from domain.rules.location import is_grouped
from domain.rules.phase import LIVE, is_idle, phase_of
from domain.rules.situation import FREE, Situation, Standing


class Routing(msgspec.Struct, frozen=True):
    """`place` is attach, new_case, park or unattached; `case_id` the case to attach to.

    `resolves` names a case that ends because of its silence; `reply` is an automatic answer.
    """

    place: str
    decision: Decision
    case_id: UUID | None = None
    reopens: bool = False
    resolves: UUID | None = None
    follow_up_of: UUID | None = None
    reply: str | None = None
    counts_for_idle: bool = True


def route(s: Situation) -> Routing:
    """Locate, phase, decide: for a message that is neither a repetition nor an echo."""
    case = _located(s)
    if not s.from_customer:
        return _for_others(s, case)
    if case is None:
        return _without_case(s)
    phase, elapsed = phase_of(case, s.at)
    if s.auto_submitted:
        return _automatic(s, case, phase, elapsed)
    if s.thanks and case.bound.policy.on_customer_message.thanks == "append_silent":
        return _silently(s, case, phase, "thanks", elapsed)
    if phase in ("open", "waiting_customer") and is_idle(case, elapsed):
        return _after_silence(s, case, phase, elapsed)
    return _by_table(s, case, phase, elapsed)


def _located(s: Situation) -> Standing | None:
    """A live case that is named beats the slot's; a dead one does not hold a message back.

    Where only one case may be open, the open one takes everything (E-13). Where only private
    conversations are grouped, a public message finds no case by its slot (Q-22). Each of them is
    the case where its merges lead.
    """
    explicit = s.explicit.at_end if s.explicit is not None else None
    by_slot = s.by_slot.at_end if s.by_slot is not None else None
    if not is_grouped(s.bound.policy, private=s.private):
        by_slot = None
    policies = [each.bound for each in (explicit, by_slot) if each] + [s.bound]
    if s.open_case is not None and any(p.policy.grouping.one_open_case for p in policies):
        return s.open_case
    for case in (explicit, by_slot):
        if case is not None and phase_of(case, s.at)[0] in LIVE:
            return case
    return by_slot or explicit


def _for_others(s: Situation, case: Standing | None) -> Routing:
    """Agents', bots' and third parties' messages open, reopen and split nothing."""
    phase, elapsed = phase_of(case, s.at) if case is not None else ("none", None)
    if case is None or phase not in LIVE:
        return Routing("unattached", _decision(s, case, phase, "leave_unattached", elapsed))
    return Routing(
        "attach",
        _decision(s, case, phase, "append", elapsed),
        case_id=case.case_id,
        counts_for_idle=not s.auto_submitted,
    )


def _without_case(s: Situation) -> Routing:
    if s.auto_submitted or not s.bound.policy.grouping.auto_create.enabled:
        return Routing("park", _decision(s, None, "none", "park", None))
    return _new_case(s, None, "none", "new_case", None)


def _automatic(s: Situation, case: Standing, phase: str, elapsed: float) -> Routing:
    """Out-of-office mails and bounces change nothing (invariant 11) and enter no dead case."""
    return _silently(s, case, phase, "auto_submitted", elapsed)


def _silently(s: Situation, case: Standing, phase: str, why: str, elapsed: float) -> Routing:
    """`why` takes the place of the phase in the decision."""
    if phase in LIVE:
        decision = _decision(s, case, why, "append_silent", elapsed)
        return Routing("attach", decision, case_id=case.case_id, counts_for_idle=False)
    return Routing("park", _decision(s, case, why, "park", elapsed))


def _after_silence(s: Situation, case: Standing, phase: str, elapsed: float) -> Routing:
    """After the silence the case counts as none; it ends where the policy says so (X-Q4), but not
    for a message that waits for a person."""
    grouping = case.bound.policy.grouping
    ends = grouping.one_open_case or s.bound.policy.grouping.one_open_case
    if ends and s.crowded:  # another one would still be open, so there is no room for a new case
        return _by_table(s, case, phase, elapsed)
    split = grouping.idle_split
    ends = ends or (split is not None and split.then == "auto_resolve")
    if not s.bound.policy.grouping.auto_create.enabled:
        return Routing("park", _decision(s, case, "none", "park", elapsed, idle_split=True))
    resolves = case.case_id if ends else None
    return _new_case(s, case, "none", "new_case", elapsed, idle_split=True, resolves=resolves)


def _by_table(s: Situation, case: Standing, phase: str, elapsed: float) -> Routing:
    action = case.bound.policy.action_for(phase)
    if action == "new_case":
        return _new_case(s, case, phase, action, elapsed)
    if action == "new_followup_case":
        return _new_case(s, case, phase, action, elapsed, follow_up_of=case.case_id)
    decision = _decision(s, case, phase, action, elapsed)
    if action == "park":
        return Routing("park", decision)
    if action == "reject_with_reply":
        return Routing("park", decision, reply=case.bound.policy.on_customer_message.reject_text)
    return Routing(
        "attach",
        decision,
        case_id=case.case_id,
        reopens=action == "append_reopen" and phase != "open" and s.replies_open,
        counts_for_idle=action != "append_silent",
    )


def _new_case(
    s: Situation,
    case: Standing | None,
    phase: str,
    action: str,
    elapsed: float | None,
    *,
    idle_split: bool = False,
    resolves: UUID | None = None,
    follow_up_of: UUID | None = None,
) -> Routing:
    """Unless only private conversations make cases by themselves (Q-22), or those that a condition
    or a case rule picks (Q-05); then nothing changes."""
    opening, grouped = s.opening, is_grouped(s.bound.policy, private=s.private)
    allowed = grouped and opening.lacks is None
    place, done = ("new_case", action) if allowed else ("park", "park")
    decision = _decision(s, case, phase, done, elapsed, idle_split=idle_split)
    if grouped and opening != FREE:
        decision = msgspec.structs.replace(
            decision,
            rule_id=opening.rule_id,
            rule_version=opening.rule_version,
            kept_from=opening.lacks,
        )
    return Routing(
        place,
        decision,
        resolves=resolves if allowed else None,
        follow_up_of=follow_up_of if allowed else None,
    )


def _decision(
    s: Situation,
    case: Standing | None,
    phase: str,
    action: str,
    elapsed: float | None,
    *,
    idle_split: bool = False,
) -> Decision:
    bound: BoundPolicy = case.bound if case is not None else s.bound
    return Decision(
        phase=phase,
        action=action,
        policy_id=bound.policy.id,
        policy_version=bound.version,
        rules_version=RULES_VERSION,
        clock=s.clock,
        slot=s.slot,
        elapsed=elapsed,
        located_case=case.case_id if case is not None else None,
        located_by=_located_by(s, case),
        forwarded_from=_forwarded_from(s, case),
        rejected=s.rejected,
        idle_split=idle_split,
    )


def _located_by(s: Situation, case: Standing | None) -> str | None:
    if case is None:
        return None
    if _leads_to(s.explicit, case):
        return s.explicit_by
    return "slot" if _leads_to(s.by_slot, case) else "open_case"


def _forwarded_from(s: Situation, case: Standing | None) -> UUID | None:
    """The merged case that led there, if one did."""
    for found in (s.explicit, s.by_slot):
        if case is not None and found is not None and _leads_to(found, case):
            return found.case_id if found.merged else None
    return None


def _leads_to(found: Standing | None, case: Standing) -> bool:
    end = found.at_end if found is not None else None
    return end is not None and end.case_id == case.case_id
