"""Profiles, and the policies that their cases follow."""

from __future__ import annotations

from typing import Any

from application.definitions.shipped import publish_with
from application.handling.naming import must_know, must_know_agent
from application.policies.book import BUILTIN
from application.policies.presets import PRESETS, preset
from application.unit import Unit
from domain.policy.aggregate import Appointments, PublishedPolicy
from domain.policy.commands import AppointPolicy, PublishPolicy
from domain.policy.document import Policy, canonical, digest, parse
from domain.policy.errors import InvalidPolicy, PresetsAreOurs, UnknownScope
from domain.policy.events import PolicyAppointed
from domain.policy.reference import PolicyReference
from domain.policy.support import check
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
    _publish_shipped(BUILTIN.policy_id, unit)
    facts: Facts = {"profile": command.profile_id}
    if command.policy_id is not None:
        chosen = chosen_policy(command.policy_id, command.policy_version, unit)
        profile.set_policy(chosen.policy_id, chosen.version, cause=unit.cause)
        facts |= _named(chosen)
    return facts


def set_profile_policy(command: SetProfilePolicy, unit: Unit, _: int | None) -> Facts:
    """New cases follow it; open ones keep what they have. Raises UnknownProfile, UnknownPolicy."""
    profile = unit.book.profile(unit, command.profile_id)
    chosen = chosen_policy(command.policy_id, command.policy_version, unit)
    profile.set_policy(chosen.policy_id, chosen.version, cause=unit.cause)
    return {"profile": command.profile_id} | _named(chosen)


def set_allowed_lateness(command: SetAllowedLateness, unit: Unit, _: int | None) -> Facts:
    profile = unit.book.profile(unit, command.profile_id)
    profile.set_allowed_lateness(command.allowed_lateness, cause=unit.cause)
    return {"profile": command.profile_id, "allowed_lateness": command.allowed_lateness}


def set_replies(command: SetReplies, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownProfile."""
    profile = unit.book.profile(unit, command.profile_id)
    profile.set_replies(command.replies, cause=unit.cause)
    return {"profile": command.profile_id, "replies": command.replies}


def publish_policy(command: PublishPolicy, unit: Unit, _: int | None) -> Facts:
    """Raises InvalidPolicy, PolicyFieldUnsupported, PresetsAreOurs, UnknownDefinition."""
    policy = parse(command.document)
    if policy.id in PRESETS or policy.id == BUILTIN.policy_id:
        raise PresetsAreOurs(policy=policy.id)
    if policy.id != command.policy_id:
        problem = f"is {policy.id} in the document and {command.policy_id} in the command"
        raise InvalidPolicy(field="id", problem=problem, problems=(("id", problem),))
    check(policy)
    _must_know_people(policy, unit)
    document = canonical(policy)
    published = unit.get(PublishedPolicy, unit.ids.policy(policy.id))
    version = published.publish(
        policy.id, document.decode(), digest(document), shipped=False, cause=unit.cause
    )
    return _named(PolicyReference(policy.id, version)) | {"hash": digest(document)}


def _must_know_people(policy: Policy, unit: Unit) -> None:
    for user in policy.assignment.restrict_to.users:
        must_know_agent(unit, user, field="assignment.restrict_to.users")
    for team in policy.assignment.restrict_to.teams:
        must_know(unit, "group", team, field="assignment.restrict_to.teams")


def appoint_policy(command: AppointPolicy, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownPolicy, UnknownScope, UnknownDefinition."""
    if (command.scope, bool(command.target)) not in (("group", True), ("deployment", False)):
        raise UnknownScope(field="scope", scope=command.scope, target=command.target)
    must_know(unit, "group", command.target or None, field="target")
    chosen = chosen_policy(command.policy_id, command.policy_version, unit)
    appointments = unit.get(Appointments, unit.ids.appointments())
    appointed = PolicyAppointed(command.scope, command.target, chosen.policy_id, chosen.version)
    appointments.appoint(appointed, cause=unit.cause)
    return _named(chosen) | {"scope": command.scope, "target": command.target}


def chosen_policy(policy_id: str, version: int | None, unit: Unit) -> PolicyReference:
    """A preset is published when it is first asked for. Raises UnknownPolicy."""
    if policy_id in PRESETS or policy_id == BUILTIN.policy_id:
        _publish_shipped(policy_id, unit)
    publish_with(policy_id, unit)
    newest = unit.book.newest(unit, policy_id)
    chosen = newest if version is None else PolicyReference(policy_id, version)
    unit.book.version(unit, chosen)
    return chosen


def _publish_shipped(policy_id: str, unit: Unit) -> None:
    """Only when it is not there: a changed preset becomes a new version by command alone."""
    published = unit.get(PublishedPolicy, unit.ids.policy(policy_id))
    if not published.versions:
        document = canonical(preset(policy_id))
        published.publish(
            policy_id, document.decode(), digest(document), shipped=True, cause=unit.cause
        )


def _named(reference: PolicyReference) -> Facts:
    return {"policy": reference.policy_id, "version": reference.version}
