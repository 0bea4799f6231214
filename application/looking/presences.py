"""Who is there, and who said so when, as the log has it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from application.looking.streams import Streams
from application.store import Store
from domain.identity import Namespace
from domain.team.events import AvailabilityChanged
from domain.team.person import bare
from domain.team.presence import Presence


class AgentStatus(msgspec.Struct, frozen=True):
    """`since` is None where he never said anything, so that he counts as available;
    `open_cases` are those assigned to him."""

    agent: str
    availability: str
    since: datetime | None
    open_cases: int


class AvailabilityChange(msgspec.Struct, frozen=True):
    at: datetime
    availability: str
    actor: str
    authority: str


def status_of(store: Store, ids: Namespace, agent: str) -> AgentStatus:
    id = bare(agent)
    presence = Streams(store).get(Presence, ids.presence(id))
    open_cases = store.ledger.loads([id])[id]
    return AgentStatus(id, presence.availability, presence.since, open_cases)


def changes_of(store: Store, ids: Namespace, agent: str) -> list[AvailabilityChange]:
    """Oldest first."""
    return [
        AvailabilityChange(
            each.cause.occurred_at, each.event.availability, each.cause.actor, each.cause.authority
        )
        for each in store.history(ids.presence(bare(agent)))
        if isinstance(each.event, AvailabilityChanged)
    ]
