"""Which policy holds where: the lookup over what was published."""

from __future__ import annotations

from typing import Protocol, TypeVar
from uuid import UUID

from domain.identity import Namespace
from domain.kernel import Aggregate
from domain.policy.aggregate import Appointments, PublishedPolicy
from domain.policy.bound import BoundPolicy
from domain.policy.document import parse
from domain.policy.errors import UnknownPolicy
from domain.policy.reference import PolicyReference
from domain.profile.aggregate import Profile
from domain.profile.errors import UnknownProfile

A = TypeVar("A", bound=Aggregate)
BUILTIN = PolicyReference("builtin", 1)
"""Published together with the first profile; a later release does not change version 1."""


class Reading(Protocol):
    """Something that finds aggregates by id, empty ones where nothing was recorded."""

    def get(self, kind: type[A], id: UUID) -> A: ...


class PolicyBook:
    """A published version never changes, so what was parsed once is kept for good."""

    def __init__(self, namespace: Namespace) -> None:
        self._ids = namespace
        self._parsed: dict[PolicyReference, BoundPolicy] = {}

    def profile(self, reading: Reading, profile_id: str) -> Profile:
        """Raises UnknownProfile."""
        profile = reading.get(Profile, self._ids.profile(profile_id))
        if profile.registered is None:
            raise UnknownProfile(profile=profile_id)
        return profile

    def current(self, reading: Reading, profile: Profile) -> BoundPolicy:
        """What a new case gets: profile, then group, then deployment, then the built-in one."""
        if profile.policy is not None:
            return self.version(reading, profile.policy)
        group = profile.registered.group if profile.registered is not None else None
        return self.appointed(reading, group)

    def appointed(self, reading: Reading, group: str | None) -> BoundPolicy:
        """Where no profile names one. Raises UnknownPolicy before the first profile is there."""
        appointments = reading.get(Appointments, self._ids.appointments())
        return self.version(reading, appointments.for_group(group) or BUILTIN)

    def version(self, reading: Reading, reference: PolicyReference) -> BoundPolicy:
        """Raises UnknownPolicy."""
        if reference not in self._parsed:
            self._parsed[reference] = self._parse(reading, reference)
        return self._parsed[reference]

    def newest(self, reading: Reading, policy_id: str) -> PolicyReference:
        """Raises UnknownPolicy."""
        versions = reading.get(PublishedPolicy, self._ids.policy(policy_id)).versions
        if not versions:
            raise UnknownPolicy(policy=policy_id)
        return PolicyReference(policy_id, len(versions))

    def _parse(self, reading: Reading, reference: PolicyReference) -> BoundPolicy:
        published = reading.get(PublishedPolicy, self._ids.policy(reference.policy_id))
        if not 1 <= reference.version <= len(published.versions):
            raise UnknownPolicy(policy=reference.policy_id, version=reference.version)
        stored = published.versions[reference.version - 1]
        return BoundPolicy(parse(stored.document), reference.version, stored.hash)
