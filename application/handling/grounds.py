"""On what a case stands that a person opens: a customer's conversation, or one of its own."""

from __future__ import annotations

import msgspec

from application.handling.policies import chosen_policy
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.commands import OpenCase
from domain.case.filing_errors import CustomerRequired, PolicyOfProfile
from domain.conversation.aggregate import Conversation
from domain.policy.bound import BoundPolicy
from domain.profile.events import ProfileRegistered
from domain.rules.slots import slot_by_hand, slot_of_its_own

NOBODY = ""
"""Profile, customer or channel of a case that has none."""


class Ground(msgspec.Struct, frozen=True):
    bound: BoundPolicy
    conversation: Conversation
    slot: str
    profile_id: str = NOBODY
    customer_id: str = NOBODY
    channel: str = NOBODY
    group: str | None = None


def ground_of(command: OpenCase, case: Case, unit: Unit) -> Ground:
    """Raises UnknownProfile, UnknownPolicy, PolicyOfProfile, CustomerRequired, AnotherCaseIsOpen.

    The policy is the profile's; without one that which was asked for, else the group's or the
    deployment's.
    """
    registered = _profile(command, unit)
    bound = _bound(command, unit)
    if registered is not None and command.customer_id is not None:
        conversation = unit.conversation(registered.profile_id, command.customer_id)
        conversation.must_have_room(bound.policy.grouping.one_open_case)
        slot = slot_by_hand(bound.policy, conversation, case.id)
    elif bound.policy.grouping.manual_cross_author and command.customer_id is None:
        slot = slot_of_its_own(case.id)
        conversation = unit.conversation(NOBODY, slot)
    else:
        missing = "profile" if registered is None else "customer"
        raise CustomerRequired(field=missing, policy=bound.policy.id)
    return Ground(
        bound,
        conversation,
        slot,
        profile_id=registered.profile_id if registered is not None else NOBODY,
        customer_id=command.customer_id or NOBODY,
        channel=registered.channel if registered is not None else NOBODY,
        group=registered.group if registered is not None else None,
    )


def _profile(command: OpenCase, unit: Unit) -> ProfileRegistered | None:
    if command.profile_id is None:
        return None
    if command.policy_id is not None:
        raise PolicyOfProfile(field="policy", profile=command.profile_id)
    return unit.book.profile(unit, command.profile_id).registered


def _bound(command: OpenCase, unit: Unit) -> BoundPolicy:
    if command.profile_id is not None:
        return unit.book.current(unit, unit.book.profile(unit, command.profile_id))
    if command.policy_id is not None:
        return unit.book.version(unit, chosen_policy(command.policy_id, None, unit))
    return unit.book.appointed(unit, command.group)
