"""What can be done on each profile, as registered and as connections are defined at this moment."""

from __future__ import annotations

from collections.abc import Iterable

from application.definitions.book import DefinitionBook
from application.policies.book import Reading
from domain.definition.connection import Connection
from domain.profile.aggregate import Profile
from domain.rules.reach import Reach, reach_of


def reaches(
    profiles: Iterable[Profile], definitions: DefinitionBook, reading: Reading
) -> list[Reach]:
    """In the order in which the profiles were registered."""
    defined = definitions.register(reading, Connection.KIND).newest
    found = (definitions.find(reading, Connection, id) for id in defined)
    connections = [each for each in found if each is not None]
    registered = (each.registered for each in profiles)
    return [reach_of(each, connections) for each in registered if each is not None]
