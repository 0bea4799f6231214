"""Who is there, who said so when, who has how many cases, and who handled a contact last."""

from __future__ import annotations

from datetime import datetime

import msgspec

from application.assigning.people import last_handler
from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from application.store import Store
from domain.definition.agent import Agent
from domain.identity import Namespace
from domain.team.events import AvailabilityChanged
from domain.team.person import bare
from domain.team.presence import Presence


class AgentStatus(msgspec.Struct, frozen=True):
    """`since` is None where he never said anything, so that he counts as available;
    `open_cases` are those assigned to him, `capacity` his own limit of them."""

    agent: str
    availability: str
    since: datetime | None
    open_cases: int
    capacity: int | None


class AvailabilityChange(msgspec.Struct, frozen=True):
    at: datetime
    availability: str
    actor: str
    authority: str


def status_of(store: Store, ids: Namespace, agent: str) -> AgentStatus:
    """Raises UnknownDefinition, where agents are defined and this one is not."""
    id, streams, book = bare(agent), Streams(store), DefinitionBook(ids)
    defined = book.find(streams, Agent, id)
    if defined is None:
        book.must_know(streams, Agent.KIND, id, field="agent")
    return _status(id, defined, store.ledger.loads([id])[id], streams, ids)


def loads_of(store: Store, ids: Namespace) -> list[AgentStatus]:
    """All active agents, and whoever else has an open case; who has most comes first."""
    streams = Streams(store)
    defined = {each.id: each for each in DefinitionBook(ids).active(streams, Agent)}
    loads = dict.fromkeys(defined, 0) | store.ledger.all_loads()
    found = [_status(id, defined.get(id), load, streams, ids) for id, load in loads.items()]
    return sorted(found, key=lambda each: (-each.open_cases, each.agent))


def _status(
    id: str, defined: Agent | None, load: int, streams: Streams, ids: Namespace
) -> AgentStatus:
    presence = streams.get(Presence, ids.presence(id))
    capacity = defined.capacity if defined is not None else None
    return AgentStatus(id, presence.availability, presence.since, load, capacity)


def changes_of(store: Store, ids: Namespace, agent: str) -> list[AvailabilityChange]:
    """Oldest first."""
    return [
        AvailabilityChange(
            each.cause.occurred_at, each.event.availability, each.cause.actor, each.cause.authority
        )
        for each in store.history(ids.presence(bare(agent)))
        if isinstance(each.event, AvailabilityChanged)
    ]


def handler_of(store: Store, ids: Namespace, profile_id: str, customer_id: str) -> str | None:
    """Who handled this customer of the profile last (Q-38)."""
    return last_handler(ids.conversation(profile_id, customer_id), Streams(store))
