"""The section of a setup that says which policy holds where no profile names one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from pydantic import PositiveInt

from application.policies.book import PolicyBook
from application.setup.errors import invalid
from application.setup.profiles import validated, version_meant
from application.setup.section import Around, Name, Present, changes
from application.unit import Unit
from domain.policy.aggregate import Appointments
from domain.policy.block import Block
from domain.policy.block import Name as Text
from domain.policy.commands import AppointPolicy

DEPLOYMENT = "deployment"


class GivenAppointment(Block):
    policy: Text
    version: PositiveInt | None = None


class AppointmentItem(msgspec.Struct, frozen=True):
    group: str
    given: GivenAppointment
    follows: bool

    @property
    def place(self) -> tuple[str, str]:
        return ("group", self.group) if self.group else (DEPLOYMENT, "")

    def needs(self) -> Iterable[Name]:
        yield "policy", self.given.policy
        if self.group:
            yield "group", self.group

    def commands(self, unit: Unit) -> Iterator[Any]:
        bound = unit.get(Appointments, unit.ids.appointments()).by_place.get(self.place)
        scope, target = self.place
        version = version_meant(self.given.policy, self.given.version, bound, follows=self.follows)
        yield AppointPolicy(
            scope=scope, target=target, policy_id=self.given.policy, policy_version=version
        )

    def state(self, unit: Unit) -> dict[str, Any] | None:
        bound = unit.get(Appointments, unit.ids.appointments()).by_place.get(self.place)
        return {"policy": f"{bound.policy_id} version {bound.version}"} if bound else None

    def words(self, before: Any, after: Any) -> Sequence[str]:
        return changes(before, after)


class AppointmentSection:
    """An item is `deployment`, or `group` and a group's name."""

    name = "appointments"
    kind = "appointment"

    def item(self, id: str, fields: Mapping[str, Any], around: Around) -> AppointmentItem:
        """Raises InvalidSetup."""
        scope, _, group = id.partition(" ")
        if (scope, bool(group.strip())) not in (("group", True), (DEPLOYMENT, False)):
            raise invalid("", "must be deployment, or group and its name")
        given = validated(GivenAppointment, fields)
        return AppointmentItem(group.strip(), given, given.policy in around.policies)

    def present(self, now: Present) -> Iterator[tuple[str, dict[str, Any]]]:
        book = PolicyBook(now.ids)
        appointed = now.streams.get(Appointments, now.ids.appointments()).by_place
        for (scope, target), bound in appointed.items():
            shown: dict[str, Any] = {"policy": bound.policy_id}
            if book.newest(now.streams, bound.policy_id) != bound:
                shown["version"] = bound.version
            yield f"{scope} {target}".strip(), shown
