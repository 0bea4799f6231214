"""Three commands worth trying in a second terminal, with ids that lead to something."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import Select, func, select

from bootstrap.demo.options import HOME
from bootstrap.embedded.running import RunningServers
from ingest.simulation.cast import FACEBOOK
from projections import lookup, messages
from projections.lookup import PAIRS
from projections.messages import MESSAGES, PLACES
from projections.reading import Reading

PROFILE = FACEBOOK.profile_id
FOUND_BY_ITSELF = "var"
"""Where a command looks that nobody tells anything."""

INTERESTING = (
    ("append_reopen", "resolved_in_grace", "a message that reopened its case just in time"),
    ("park", "resolved_after_grace", "a message that came too late to reopen its case"),
    ("new_case", "none", "a message that began a case"),
)


def suggestions(reading: Reading, home: Path) -> Iterator[tuple[str, str]]:
    """What it shows, and the command."""
    program = _program(home)
    yield "the cases of one profile", f"{program} cases list --profile {PROFILE}"
    message = _message(reading)
    if message is not None:
        id, why = message
        yield f"why it went where it is: {why}", f"{program} explain {id}"
    customer = _customer(reading)
    if customer is not None:
        shown = shlex.quote(customer)
        yield "all cases of one customer", f"{program} lookup {PROFILE} {shown}"


def _message(reading: Reading) -> tuple[UUID, str] | None:
    for action, phase, why in INTERESTING:
        found = reading.execute(messages.view, _decided(action, phase)).scalar()
        if found is not None:
            return found, why
    return None


def _decided(action: str, phase: str) -> Select[tuple[UUID]]:
    """The one for which most time had passed."""
    decision = PLACES.c.decision
    return (
        select(MESSAGES.c.message_id)
        .join(PLACES, PLACES.c.message_id == MESSAGES.c.message_id)
        .where(MESSAGES.c.profile_id == PROFILE)
        .where(decision["action"].astext == action, decision["phase"].astext == phase)
        .order_by(decision["elapsed"].as_float().desc().nulls_last(), MESSAGES.c.message_id)
        .limit(1)
    )


def _customer(reading: Reading) -> str | None:
    """The one with most cases, open ones before all."""
    many = (
        select(PAIRS.c.customer_id)
        .where(PAIRS.c.profile_id == PROFILE)
        .group_by(PAIRS.c.customer_id)
        .order_by(func.bool_or(PAIRS.c.is_open).desc(), func.count().desc(), PAIRS.c.customer_id)
        .limit(1)
    )
    found = reading.execute(lookup.view, many).scalar()
    return str(found) if found is not None else None


def _program(home: Path) -> str:
    """With the home folder named where the command would not find it by itself."""
    started = Path(sys.argv[0])
    here = Path.cwd()
    path = started.absolute()
    name = str(path.relative_to(here)) if path.is_relative_to(here) else started.name
    return name if _is_found(home) else f"CASELEDGER_HOME={shlex.quote(str(home))} {name}"


def _is_found(home: Path) -> bool:
    others = RunningServers(Path(FOUND_BY_ITSELF))
    hidden = others.find("database") or others.find("kafka")
    return home.resolve() == HOME.resolve() and not hidden
