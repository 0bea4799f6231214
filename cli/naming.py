"""From what people type to the ids of cases and messages."""

from __future__ import annotations

from uuid import UUID

from application.looking.streams import Streams
from application.merges import end_of
from application.policies.book import PolicyBook
from bootstrap.wiring import Deployment
from cli.exits import NotFound, UsageProblem


def case_id(here: Deployment, name: str) -> UUID:
    """Of a number or an id; whether a case has this id is for the command to find out. The number
    of a merged case names the case where it leads; its id names itself."""
    found = own_case_id(here, name)
    if as_id(name) is not None:
        return found
    return end_of(Streams(here.store), found) or found


def own_case_id(here: Deployment, name: str) -> UUID:
    """The same, without following merges."""
    found = as_id(name) or here.ledger.case_id(name)
    if found is None:
        raise NotFound(f"case: there is no case {name!r}")
    return found


def must_be_registered(here: Deployment, profile: str | None) -> None:
    """Raises UnknownProfile, so that a typing mistake is not taken for silence."""
    if profile is not None:
        PolicyBook(here.ids).profile(Streams(here.store), profile)


def message_id(name: str, field: str = "message") -> UUID:
    found = as_id(name)
    if found is None:
        raise UsageProblem(f"{field}: {name!r} is not the id of a message")
    return found


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
