"""Whenever case rules are defined, one of them must match before a message opens a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.conversation.aggregate import Conversation
from domain.definition.case_rule import CaseRule
from domain.message.incoming import IncomingMessage
from domain.policy.work import Assignment, RestrictTo
from domain.rules.conditions import meets
from domain.rules.slots import PAIR

SLOT = "rule:"
"""Before the id of a rule: the grouping value of the cases that it opens for an author."""


def in_order(rules: Iterable[CaseRule], profile_id: str) -> list[CaseRule]:
    """Those that hold for the profile and are active, the one that wins first. `rules` come in the
    order in which they were defined."""
    mine = (each for each in rules if each.active and profile_id in each.profiles)
    return sorted(mine, key=lambda rule: rule.order)


def first_match(message: IncomingMessage, rules: Iterable[CaseRule]) -> CaseRule | None:
    """Of rules in order. None where no rule lets this message open a case."""
    return next((each for each in rules if lacking(message, each) is None), None)


def lacking(message: IncomingMessage, rule: CaseRule) -> str | None:
    """What keeps the rule from the message: private, streams or conditions. Only private one-to-one
    conversations make cases, whatever the rule says (Q-22)."""
    if not message.private:
        return "private"
    if not covers(message, rule):
        return "streams"
    return None if meets(message, rule.conditions) else "conditions"


def covers(message: IncomingMessage, rule: CaseRule) -> bool:
    """Its cases take messages of its streams; conditions say only which messages open them."""
    return not rule.streams or message.stream in rule.streams


def slot_of_rule(rule_id: str) -> str:
    return SLOT + rule_id


def slot_of_author(
    conversation: Conversation,
    rule: CaseRule | None = None,
    covered: Callable[[str], bool] = lambda _: True,
) -> str:
    """Where an author's message finds his case: in the newest that is open and that messages
    opened, if `covered` says of its rule that it covers this one; else where `rule`, which matches
    the message, has its cases; else in the newest of all these."""
    own = slot_of_rule(rule.id) if rule is not None else None
    newest: str | None = None
    for case in reversed(conversation.cases.values()):
        slot = case.slot
        if slot != PAIR and not (slot.startswith(SLOT) and covered(slot.removeprefix(SLOT))):
            continue
        if case.open:
            return slot
        newest = newest if newest is not None else slot
    return own or newest or PAIR


def assignment_of(rule: CaseRule, of_policy: Assignment) -> Assignment:
    """Who is available, and how many cases each may have, stays as the policy says (X-Q6)."""
    named = rule.restrict_to
    restrict_to = RestrictTo(users=named.users, teams=named.teams) if named else RestrictTo()
    return of_policy.model_copy(update={"strategies": rule.strategies, "restrict_to": restrict_to})
