"""`caseledger stats`: how many, how fast, how much is left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
import typer

from cli.groups import single
from cli.instants import read_day, read_zone, span
from cli.naming import must_be_registered
from cli.opening import deployment
from cli.options import AsCsv, AsJson, ProfileFilter
from cli.printing import Column, Form
from projections.queries.days import Period
from projections.queries.statistics import Numbers, StatisticsReport, report

app = single()

LAST_DAYS = 30


class Line(msgspec.Struct, frozen=True):
    """`day` is None for the whole period."""

    profile_id: str
    day: date | None
    numbers: Numbers


def _median(line: Line) -> str | None:
    median = line.numbers.first_response.median
    return span(median) if median is not None else None


COLUMNS = (
    Column("PROFILE", lambda e: e.profile_id, grows=True),
    Column("DAY", lambda e: e.day or "all"),
    Column("CREATED", lambda e: sum(e.numbers.created.values()), right=True),
    Column("INBOUND", lambda e: e.numbers.received_inbound, right=True),
    Column("MERGED", lambda e: e.numbers.merged_away, right=True),
    Column("RESOLVED", lambda e: e.numbers.resolved, right=True),
    Column("REOPENED", lambda e: sum(e.numbers.reopened.values()), right=True),
    Column("PARKED", lambda e: e.numbers.parked, right=True),
    Column("IN", lambda e: e.numbers.messages_in, right=True),
    Column("OUT", lambda e: e.numbers.messages_out, right=True),
    Column("ANSWERED", lambda e: e.numbers.first_response.count, right=True),
    Column("MEDIAN", _median, right=True),
    Column("BACKLOG", lambda e: e.numbers.backlog, right=True),
)


@app.command()
def stats(
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Else 30 days ago.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Else today.")] = None,
    profile: ProfileFilter = None,
    by_day: Annotated[bool, typer.Option("--by-day", help="Each day, not only totals.")] = False,
    zone: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose days; else CASELEDGER_ZONE.")
    ] = None,
    define: Annotated[bool, typer.Option("--define", help="Say what each number means.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count cases and messages by profile and day."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        must_be_registered(here, profile)
        named = zone or here.settings.zone
        today = here.clock().astimezone(read_zone(named)).date()
        end = read_day(until, "--until") if until is not None else today
        begin = read_day(since, "--since") if since is not None else end - timedelta(LAST_DAYS)
        with here.reader.reading() as reading:
            found = report(reading, Period(begin, end, named), profile_id=profile)
    rows = lines(found, by_day=by_day)
    if form.as_csv:
        return form.listing([_flat(row) for row in rows], ())
    foot = f"days {begin} to {end} in {named}, as of position {found.position} of the log"
    form.listing(rows, COLUMNS, document=_document(found), foot=foot, empty="nothing happened")
    if define and form.for_people:
        for name, meaning in {**found.definitions, "day": found.day}.items():
            typer.echo(f"{name}: {meaning}")
    return None


def lines(found: StatisticsReport, *, by_day: bool) -> list[Line]:
    days = [Line(profile, day, numbers) for (profile, day), numbers in found.days.items()]
    totals = [Line(profile, None, numbers) for profile, numbers in found.totals.items()]
    return [*(days if by_day else []), *totals]


def _document(found: StatisticsReport) -> dict[str, Any]:
    days = [Line(profile, day, numbers) for (profile, day), numbers in found.days.items()]
    return {**msgspec.structs.asdict(found), "days": days}


def _flat(line: Line) -> dict[str, Any]:
    numbers = msgspec.structs.asdict(line.numbers)
    response = msgspec.structs.asdict(numbers.pop("first_response"))
    return {
        "profile_id": line.profile_id,
        "day": line.day,
        **numbers,
        **{f"first_response_{name}": value for name, value in response.items()},
    }
