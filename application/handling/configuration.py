"""Profiles: accounts that we own on channels."""

from __future__ import annotations

from typing import Any

from application.handling.binding import must_hinder_nobody
from application.handling.naming import must_know
from application.handling.policies import chosen_policy, named, publish_shipped
from application.policies.book import BUILTIN
from application.unit import Unit
from domain.profile.aggregate import Profile
from domain.profile.commands import (
    RegisterProfile,
    SetAllowedLateness,
    SetProfilePolicy,
    SetReplies,
)
from domain.profile.events import ProfileRegistered

Facts = dict[str, Any]


def register_profile(command: RegisterProfile, unit: Unit, _: int | None) -> Facts:
    """Raises ProfileExists, UnknownPolicy, NegativeLateness, UnknownDefinition."""
    profile = unit.get(Profile, unit.ids.profile(command.profile_id))
    registered = ProfileRegistered(
        profile_id=command.profile_id,
        channel=command.channel,
        connector=command.connector,
        allowed_lateness=command.allowed_lateness,
        can_initiate=command.can_initiate,
        telephony=command.telephony,
        group=command.group,
        service=command.service,
    )
    if profile.registered != registered:
        must_know(unit, "group", command.group, field="group")
        must_know(unit, "service", command.service, field="service")
    profile.register(registered, cause=unit.cause)
    publish_shipped(BUILTIN.policy_id, unit)
    facts: Facts = {"profile": command.profile_id}
    if command.policy_id is not None:
        facts |= _bind(profile, command.policy_id, command.policy_version, unit)
    return facts


def set_profile_policy(command: SetProfilePolicy, unit: Unit, _: int | None) -> Facts:
    """New cases follow it; open ones keep what they have. Raises UnknownProfile, UnknownPolicy,
    BindingRefused."""
    profile = unit.book.profile(unit, command.profile_id)
    bound = _bind(profile, command.policy_id, command.policy_version, unit)
    return {"profile": command.profile_id} | bound


def _bind(profile: Profile, policy_id: str, version: int | None, unit: Unit) -> Facts:
    """Raises UnknownPolicy, BindingRefused."""
    chosen = chosen_policy(policy_id, version, unit)
    if profile.policy != chosen and profile.registered is not None:
        must_hinder_nobody([profile.registered.profile_id], chosen, unit)
    profile.set_policy(chosen.policy_id, chosen.version, cause=unit.cause)
    return named(chosen)


def set_allowed_lateness(command: SetAllowedLateness, unit: Unit, _: int | None) -> Facts:
    profile = unit.book.profile(unit, command.profile_id)
    profile.set_allowed_lateness(command.allowed_lateness, cause=unit.cause)
    return {"profile": command.profile_id, "allowed_lateness": command.allowed_lateness}


def set_replies(command: SetReplies, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownProfile."""
    profile = unit.book.profile(unit, command.profile_id)
    profile.set_replies(command.replies, cause=unit.cause)
    return {"profile": command.profile_id, "replies": command.replies}
