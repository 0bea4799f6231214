"""Publishing policies, and saying where they hold."""

from __future__ import annotations

from typing import Any

from application.definitions.shipped import publish_with
from application.handling.binding import must_hinder_nobody
from application.handling.naming import must_know, must_know_agent
from application.policies.presets import SHIPPED, preset
from application.unit import Unit
from domain.policy.aggregate import Appointments, PublishedPolicy
from domain.policy.commands import AppointPolicy, PublishPolicy, UpgradePreset
from domain.policy.document import Policy, canonical, digest, parse
from domain.policy.errors import InvalidPolicy, PresetsAreOurs, UnknownPreset, UnknownScope
from domain.policy.events import PolicyAppointed
from domain.policy.reference import PolicyReference
from domain.policy.soundness import must_be_sound
from domain.policy.support import check

Facts = dict[str, Any]


def publish_policy(command: PublishPolicy, unit: Unit, _: int | None) -> Facts:
    """Raises InvalidPolicy, PolicyFieldUnsupported, PresetsAreOurs, UnknownDefinition."""
    policy = parse(command.document)
    if policy.id in SHIPPED:
        raise PresetsAreOurs(policy=policy.id)
    if policy.id != command.policy_id:
        problem = f"is {policy.id} in the document and {command.policy_id} in the command"
        raise InvalidPolicy(field="id", problem=problem, problems=(("id", problem),))
    must_be_sound(policy)
    check(policy)
    _must_know_people(policy, unit)
    document = canonical(policy)
    published = unit.get(PublishedPolicy, unit.ids.policy(policy.id))
    version = published.publish(
        policy.id, document.decode(), digest(document), shipped=False, cause=unit.cause
    )
    return named(PolicyReference(policy.id, version)) | {"hash": digest(document)}


def _must_know_people(policy: Policy, unit: Unit) -> None:
    for user in policy.assignment.restrict_to.users:
        must_know_agent(unit, user, field="assignment.restrict_to.users")
    for team in policy.assignment.restrict_to.teams:
        must_know(unit, "group", team, field="assignment.restrict_to.teams")


def appoint_policy(command: AppointPolicy, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownPolicy, UnknownScope, UnknownDefinition, BindingRefused."""
    if (command.scope, bool(command.target)) not in (("group", True), ("deployment", False)):
        raise UnknownScope(field="scope", scope=command.scope, target=command.target)
    must_know(unit, "group", command.target or None, field="target")
    chosen = chosen_policy(command.policy_id, command.policy_version, unit)
    appointments = unit.get(Appointments, unit.ids.appointments())
    appointed = PolicyAppointed(command.scope, command.target, chosen.policy_id, chosen.version)
    before = dict(appointments.by_place)
    appointments.appoint(appointed, cause=unit.cause)
    if appointments.by_place != before:
        must_hinder_nobody(followers(appointments, before, unit), chosen, unit)
    return named(chosen) | {"scope": command.scope, "target": command.target}


def chosen_policy(policy_id: str, version: int | None, unit: Unit) -> PolicyReference:
    """A preset is published when it is first asked for. Raises UnknownPolicy."""
    if policy_id in SHIPPED:
        publish_shipped(policy_id, unit)
    publish_with(policy_id, unit)
    newest = unit.book.newest(unit, policy_id)
    chosen = newest if version is None else PolicyReference(policy_id, version)
    unit.book.version(unit, chosen)
    return chosen


def followers(
    appointments: Appointments, before: dict[tuple[str, str], PolicyReference], unit: Unit
) -> list[str]:
    """The profiles that name no policy and whose policy an appointment changed."""
    former = Appointments(appointments.id)
    former.by_place = before
    return [
        profile.registered.profile_id
        for profile in unit.profiles()
        if profile.registered is not None
        and profile.policy is None
        and appointments.for_group(profile.registered.group)
        != former.for_group(profile.registered.group)
    ]


def upgrade_preset(command: UpgradePreset, unit: Unit, _: int | None) -> Facts:
    """The shipped text as the next version, when it differs; nobody follows it yet. Raises
    UnknownPreset."""
    if command.policy_id not in SHIPPED:
        raise UnknownPreset(name=command.policy_id, known=", ".join(SHIPPED))
    published = unit.get(PublishedPolicy, unit.ids.policy(command.policy_id))
    before = len(published.versions)
    document = canonical(preset(command.policy_id))
    version = published.publish(
        command.policy_id, document.decode(), digest(document), shipped=True, cause=unit.cause
    )
    facts = named(PolicyReference(command.policy_id, version))
    return facts | {"before": before, "changed": version != before}


def publish_shipped(policy_id: str, unit: Unit) -> None:
    """Only when it is not there: a changed preset becomes a new version by command alone."""
    published = unit.get(PublishedPolicy, unit.ids.policy(policy_id))
    if not published.versions:
        document = canonical(preset(policy_id))
        published.publish(
            policy_id, document.decode(), digest(document), shipped=True, cause=unit.cause
        )


def named(reference: PolicyReference) -> Facts:
    return {"policy": reference.policy_id, "version": reference.version}
