"""With whose eyes cases are looked at."""

from __future__ import annotations

from application.access import Access
from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from application.store import Store
from domain.definition.simple import Group
from domain.identity import Namespace
from domain.permissions import SEE_ALL, WORK
from domain.policy.document import parse
from domain.policy.events import PolicyPublished
from domain.rules.visibility import Sight
from domain.team.errors import NotPermitted
from domain.team.person import bare, id_of


def sight_of(store: Store, ids: Namespace, actor: str) -> Sight | None:
    """None for who sees everything. Raises NotPermitted for who works no cases."""
    book = DefinitionBook(ids)
    access = Access(store, ids, book)
    may = access.granted(actor)
    if SEE_ALL in may:
        return None
    if WORK not in may:
        raise NotPermitted(actor=actor, command="looking at cases", needed=WORK)
    streams, id = Streams(store), id_of(actor)
    defined = access.agent(actor)
    groups = (each for each in book.active(streams, Group) if id in map(bare, each.members))
    return Sight(
        id,
        frozenset(defined.services if defined is not None else ()),
        frozenset(each.id for each in groups),
        _modes(streams),
    )


def _modes(streams: Streams) -> dict[tuple[str, int], str]:
    published = [at.recorded.event for at in streams.all_of(PolicyPublished.TOPIC)]
    return {
        (each.policy_id, each.version): parse(each.document).visibility.mode for each in published
    }
