"""`caseledger events`: the log in order, or the stream of one case."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
import typer

from cli.exits import NotFound, UsageProblem
from cli.groups import single
from cli.naming import own_case_id
from cli.opening import deployment
from cli.options import AsCsv, AsJson, Limit, Zone
from cli.plain import cut
from cli.printing import Column, Form, in_words
from domain.registry import EVENTS
from projections.placed import Placed

app = single()


LONGEST = 200


class Shown(msgspec.Struct, frozen=True):
    position: int
    stream_id: UUID
    version: int
    topic: str
    occurred_at: datetime
    recorded_at: datetime | None
    actor: str
    authority: str
    backdated: bool
    correlation_id: str
    causation_id: str
    event: dict[str, Any]


COLUMNS = (
    Column("POSITION", lambda e: e.position, right=True),
    Column("STREAM", lambda e: str(e.stream_id)[:8]),
    Column("VERSION", lambda e: e.version, right=True),
    Column("OCCURRED", lambda e: e.occurred_at),
    Column("WHAT", lambda e: e.topic),
    Column("WHO", lambda e: e.actor, grows=True),
    Column("DETAIL", lambda e: _detail(e.event), grows=True),
)


@app.command()
def events(
    after: Annotated[int, typer.Option(min=0, help="Begin behind this position.")] = 0,
    limit: Limit = 100,
    case: Annotated[str | None, typer.Option(help="Only of this case.")] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="Only events of this name; may be repeated.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Show events from a position of the log, or of one case."""
    form = Form(as_json, as_csv, zone)
    for name in topic or ():
        if name not in EVENTS:
            raise UsageProblem(f"--topic: there is no event {name!r}; see docs/events.md")
    with deployment() as here:
        if case is not None:
            stream = here.log.stream(own_case_id(here, case))
            if not stream:
                raise NotFound(f"case: there is no case {case!r}")
            wanted = [at for at in stream if not topic or at.recorded.event.TOPIC in topic]
            found = [_shown(at) for at in wanted if at.position > after][:limit]
        else:
            read = here.store.read_log(after=after, limit=limit, topics=tuple(topic or ()))
            found = [_shown(Placed(at.position, at.recorded)) for at in read]
    more = f"go on with --after {found[-1].position}" if len(found) == limit else None
    form.listing(found, COLUMNS, foot=more, empty="no such event")


def _shown(at: Placed[Any]) -> Shown:
    recorded, cause = at.recorded, at.recorded.cause
    return Shown(
        at.position,
        recorded.originator_id,
        recorded.originator_version,
        recorded.event.TOPIC,
        cause.occurred_at,
        recorded.recorded_at,
        cause.actor,
        cause.authority,
        cause.backdated,
        cause.correlation_id,
        cause.causation_id,
        msgspec.to_builtins(recorded.event),
    )


def _detail(event: dict[str, Any]) -> str:
    simple = {name: value for name, value in event.items() if not isinstance(value, dict)}
    return cut(", ".join(f"{name} {in_words(value)}" for name, value in simple.items()), LONGEST)
