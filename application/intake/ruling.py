"""Asks the case rules, where there are any, which cases a message may open and join."""

from __future__ import annotations

import msgspec

from application.definitions.book import DefinitionBook
from application.policies.book import Reading
from domain.conversation.aggregate import Conversation
from domain.definition.case_rule import CaseRule
from domain.message.incoming import IncomingMessage
from domain.policy.document import Policy
from domain.rules.case_rules import covers, first_match, in_order, slot_of_author, slot_of_rule
from domain.rules.conditions import meets
from domain.rules.situation import FREE, Opening

BY_RULE = "rule_author"


class Ruling(msgspec.Struct, frozen=True):
    """`slot` is that of a case which the message opens, `found_in` that where it finds one; None
    where no rule has a say."""

    opening: Opening = FREE
    slot: str | None = None
    found_in: str | None = None


NO_SAY = Ruling()
UNMET = Opening(lacks="conditions")


def ruling_for(
    message: IncomingMessage,
    conversation: Conversation,
    policy: Policy,
    definitions: DefinitionBook,
    reading: Reading,
) -> Ruling:
    """As long as no case rule was ever defined, the policy decides alone."""
    conditions = policy.grouping.auto_create.conditions
    allowed = not conditions or meets(message, conditions)
    if policy.grouping.key != BY_RULE or not definitions.register(reading, CaseRule.KIND).newest:
        return NO_SAY if allowed else Ruling(UNMET)
    rule = None
    if message.from_customer:
        rules = in_order(definitions.active(reading, CaseRule), message.profile_id)
        rule = first_match(message, rules)

    def covered(rule_id: str) -> bool:
        known = definitions.find(reading, CaseRule, rule_id)
        return known is not None and covers(message, known)

    found_in = slot_of_author(conversation, rule, covered)
    if rule is None or not allowed:
        lacking = UNMET if not allowed else Opening(lacks="case_rule")
        return Ruling(lacking, found_in, found_in)
    version = definitions.version_of(reading, CaseRule, rule.id)
    return Ruling(Opening(rule.id, version), slot_of_rule(rule.id), found_in)
