"""Which policies there are, shipped and published, and what they are appointed for."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from application.looking.streams import Streams
from application.policies.presets import SHIPPED, preset
from domain.identity import Namespace
from domain.policy.aggregate import Appointments, PublishedPolicy
from domain.policy.document import Policy, canonical, digest, parse
from domain.policy.errors import UnknownPolicy
from domain.policy.events import PolicyPublished


class ListedPolicy(msgspec.Struct, frozen=True):
    """`versions` is 0 for a shipped policy that nobody has asked for yet; `hash`: of the newest."""

    policy: str
    versions: int
    shipped: bool
    hash: str
    appointed_for: list[str]


def policies(streams: Streams, ids: Namespace) -> Iterator[ListedPolicy]:
    appointed = streams.get(Appointments, ids.appointments()).by_place
    published = (at.recorded.event.policy_id for at in streams.all_of(PolicyPublished.TOPIC))
    for name in dict.fromkeys([*SHIPPED, *published]):
        versions = streams.get(PublishedPolicy, ids.policy(name)).versions
        newest = versions[-1].hash if versions else digest(canonical(preset(name)))
        places = [
            f"group {target}" if scope == "group" else "deployment"
            for (scope, target), reference in appointed.items()
            if reference.policy_id == name
        ]
        yield ListedPolicy(name, len(versions), name in SHIPPED, newest, places)


def published_policy(
    streams: Streams, ids: Namespace, policy_id: str, version: int | None = None
) -> Policy:
    """Without `version` the newest. Raises UnknownPolicy."""
    versions = streams.get(PublishedPolicy, ids.policy(policy_id)).versions
    if not versions:
        raise UnknownPolicy(policy=policy_id)
    number = len(versions) if version is None else version
    if not 1 <= number <= len(versions):
        raise UnknownPolicy(policy=policy_id, version=number)
    return parse(versions[number - 1].document)
