"""The section of a setup that holds profiles, the policies that they name among it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    PositiveInt,
    StrictBool,
    ValidationError,
)

from application.policies.book import PolicyBook
from application.setup.errors import InvalidSetup, invalid
from application.setup.section import Around, Name, Present, changes
from application.unit import Unit
from domain.policy.block import Block
from domain.policy.block import Name as Text
from domain.policy.durations import read_duration, write_duration
from domain.policy.problems import problems_in
from domain.policy.reference import PolicyReference
from domain.profile.aggregate import Profile
from domain.profile.commands import (
    RegisterProfile,
    SetAllowedLateness,
    SetProfilePolicy,
    SetReplies,
)
from domain.profile.events import ProfileRegistered

B = TypeVar("B", bound=Block)
UNLIMITED = "unlimited"
FOR_EVER = ("channel", "connector", "can_initiate", "telephony", "group", "service")
"""What a profile is registered with and keeps."""


def _lateness(given: object) -> timedelta | None:
    return None if given in (None, UNLIMITED) else read_duration(given)


def _written(length: timedelta | None) -> str:
    return UNLIMITED if length is None else write_duration(length)


Lateness = Annotated[
    timedelta | None, BeforeValidator(_lateness), PlainSerializer(_written, return_type=str)
]


class GivenProfile(Block):
    """As `profiles add` takes it."""

    channel: Text
    connector: Text
    policy: Text | None = None
    policy_version: PositiveInt | None = None
    lateness: Lateness = timedelta(hours=24)
    can_initiate: StrictBool = False
    telephony: StrictBool = False
    group: Text | None = None
    service: Text | None = None
    replies: Literal["open", "closed"] = Field(default="open")

    @property
    def allowed_lateness(self) -> float | None:
        return self.lateness.total_seconds() if self.lateness is not None else None


class ProfileItem(msgspec.Struct, frozen=True):
    """`follows` is whether the policy's text stands in the same file: then the newest is meant."""

    id: str
    given: GivenProfile
    follows: bool

    def needs(self) -> Iterable[Name]:
        for kind in ("group", "service", "policy"):
            if (named := getattr(self.given, kind)) is not None:
                yield kind, named

    def commands(self, unit: Unit) -> Iterator[Any]:
        profile = unit.get(Profile, unit.ids.profile(self.id))
        if profile.registered is None:
            yield self._register()
        else:
            self._must_stay(profile.registered)
            yield SetAllowedLateness(
                profile_id=self.id, allowed_lateness=self.given.allowed_lateness
            )
            if self.given.policy is not None:
                yield SetProfilePolicy(
                    profile_id=self.id,
                    policy_id=self.given.policy,
                    policy_version=version_meant(
                        self.given.policy,
                        self.given.policy_version,
                        profile.policy,
                        follows=self.follows,
                    ),
                )
        yield SetReplies(profile_id=self.id, replies=self.given.replies)

    def _register(self) -> RegisterProfile:
        given = self.given
        return RegisterProfile(
            profile_id=self.id,
            policy_id=given.policy,
            policy_version=given.policy_version,
            allowed_lateness=given.allowed_lateness,
            **{field: getattr(given, field) for field in FOR_EVER},
        )

    def _must_stay(self, registered: ProfileRegistered) -> None:
        for field in FOR_EVER:
            stands = getattr(registered, field)
            if stands != getattr(self.given, field):
                shown = "not set" if stands is None else str(stands).lower()
                raise invalid(field, f"is {shown} since it was registered and cannot be changed")

    def state(self, unit: Unit) -> dict[str, Any] | None:
        profile = unit.get(Profile, unit.ids.profile(self.id))
        return _standing(profile) if profile.registered is not None else None

    def words(self, before: Any, after: Any) -> Sequence[str]:
        return changes(before, after)


def version_meant(
    policy: str, version: int | None, bound: PolicyReference | None, *, follows: bool
) -> int | None:
    """Without a version, whoever is bound to the policy keeps the version that he has: only a
    command or a new text moves him on. None is the newest."""
    if version is not None or follows or bound is None or bound.policy_id != policy:
        return version
    return bound.version


class ProfileSection:
    name = "profiles"
    kind = "profile"

    def item(self, id: str, fields: Mapping[str, Any], around: Around) -> ProfileItem:
        """Raises InvalidSetup."""
        given = validated(GivenProfile, fields)
        if given.policy_version is not None and given.policy is None:
            raise invalid("policy_version", "needs a policy")
        return ProfileItem(id, given, given.policy in around.policies)

    def present(self, now: Present) -> Iterator[tuple[str, dict[str, Any]]]:
        book = PolicyBook(now.ids)
        for at in now.streams.all_of(ProfileRegistered.TOPIC):
            profile = now.streams.get(Profile, at.recorded.originator_id)
            shown = _standing(profile)
            if profile.policy is not None:
                shown["policy"] = profile.policy.policy_id
                newest = book.newest(now.streams, profile.policy.policy_id)
                if newest != profile.policy:
                    shown["policy_version"] = profile.policy.version
            given = GivenProfile.model_validate(shown)
            yield at.recorded.event.profile_id, given.model_dump(mode="json", exclude_defaults=True)


def _standing(profile: Profile) -> dict[str, Any]:
    registered, bound = profile.registered, profile.policy
    assert registered is not None
    late = profile.allowed_lateness
    standing: dict[str, Any] = {field: getattr(registered, field) for field in FOR_EVER}
    standing["lateness"] = _written(timedelta(seconds=round(late)) if late is not None else None)
    if bound is not None:
        standing["policy"] = f"{bound.policy_id} version {bound.version}"
    return standing | {"replies": profile.replies}


def validated(kind: type[B], fields: Mapping[str, Any]) -> B:
    """Raises InvalidSetup."""
    try:
        return kind.model_validate(fields)
    except ValidationError as refused:
        problems = problems_in(refused, "the setup")
        field, problem = problems[0]
        raise InvalidSetup(field=field, problem=problem, problems=problems) from None
