"""With whose eyes a command looks; nobody's in particular sees everything."""

from __future__ import annotations

from uuid import UUID

from application.looking.sight import sight_of
from bootstrap.wiring import Deployment
from cli.acting import actor_of
from cli.exits import NotFound
from cli.naming import case_id
from domain.permissions import SEE_ALL
from domain.rules.visibility import Sight
from domain.team.errors import NotPermitted
from projections.queries.cases import find_case
from projections.queries.sight import sees
from projections.reading import Reading


def sight(here: Deployment, viewer: str | None) -> Sight | None:
    """Raises UsageProblem, NotPermitted."""
    if viewer is None:
        return None
    return sight_of(here.store, here.ids, actor_of(viewer, "--as").id)


def sight_of_deleted(here: Deployment, viewer: str | None) -> Sight | None:
    """Whoever sees only some cases sees no deleted ones. Raises UsageProblem, NotPermitted."""
    eyes = sight(here, viewer)
    if eyes is not None:
        raise NotPermitted(
            actor=f"agent:{eyes.agent}", command="looking at deleted cases", needed=SEE_ALL
        )
    return eyes


def seen_case(
    here: Deployment, reading: Reading, case: str, eyes: Sight | None, *, deleted: bool = False
) -> UUID:
    """The id of a case that these eyes see. Raises NotFound: of a case that is not seen, that is
    deleted, that is not there, and that the views do not hold yet, the same."""
    try:
        id = case_id(here, case)
    except NotFound:
        raise unseen(case) from None
    row = find_case(reading, id, deleted=deleted)
    if row is None or not sees(eyes, row):
        raise unseen(case)
    return id


def unseen(case: str) -> NotFound:
    return NotFound(f"case: there is no case {case!r}, or the views do not hold it yet")
