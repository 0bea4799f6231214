"""One policy through its versions, and the appointments of policies to places."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.policy.events import PolicyAppointed, PolicyPublished
from domain.policy.reference import PolicyReference


class PolicyVersion(msgspec.Struct, frozen=True):
    document: str
    hash: str
    shipped: bool


class PublishedPolicy(Aggregate):
    """`versions[0]` is version 1."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.versions: list[PolicyVersion] = []

    def publish(
        self, policy_id: str, document: str, hash: str, *, shipped: bool, cause: Cause
    ) -> int:
        """The version it has now; the newest document again is no new version."""
        if not self.versions or self.versions[-1].hash != hash:
            version = len(self.versions) + 1
            self.record(PolicyPublished(policy_id, version, document, hash, shipped), cause)
        return len(self.versions)

    @evolves(PolicyPublished)
    def _published(self, recorded: Recorded[PolicyPublished]) -> None:
        event = recorded.event
        self.versions.append(PolicyVersion(event.document, event.hash, event.shipped))


class Appointments(Aggregate):
    """Where no profile names a policy: by group, then for the whole deployment."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.by_place: dict[tuple[str, str], PolicyReference] = {}

    def appoint(self, appointed: PolicyAppointed, *, cause: Cause) -> None:
        reference = PolicyReference(appointed.policy_id, appointed.version)
        if self.by_place.get((appointed.scope, appointed.target)) != reference:
            self.record(appointed, cause)

    def for_group(self, group: str | None) -> PolicyReference | None:
        of_group = self.by_place.get(("group", group)) if group is not None else None
        return of_group or self.by_place.get(("deployment", ""))

    @evolves(PolicyAppointed)
    def _appointed(self, recorded: Recorded[PolicyAppointed]) -> None:
        event = recorded.event
        self.by_place[event.scope, event.target] = PolicyReference(event.policy_id, event.version)
