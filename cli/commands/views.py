"""`caseledger views`: how far the views are, and building one anew beside the one that serves."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.exits import NotFound
from cli.groups import group
from cli.opening import deployment
from cli.options import AsCsv, AsJson, Zone
from cli.printing import Column, Form
from cli.progress import progress
from projections import rebuild as building
from projections.catalog import BY_NAME, VIEWS
from projections.rebuild import BuildProgress, Rebuilt
from projections.status import view_statuses
from projections.view import View

app = group("How far the views are; build one anew.")

COLUMNS = (
    Column("VIEW", lambda v: v.view),
    Column("STATE", lambda v: v.state),
    Column("VERSION", lambda v: v.version, right=True),
    Column("POSITION", lambda v: v.position, right=True),
    Column("LOG", lambda v: v.head, right=True),
    Column("LAG", lambda v: v.lag, right=True),
    Column("MOVED", lambda v: v.moved_at),
    Column("BUILDING", lambda v: v.building_position, right=True),
    Column("ERROR", lambda v: v.error, grows=True),
)
Name = Annotated[str, typer.Argument(metavar="VIEW", help="As `views status` names it.")]


@app.command()
def status(as_json: AsJson = False, as_csv: AsCsv = False, zone: Zone = None) -> None:
    """Show how far each view has taken the log; the lag is in positions, which have gaps."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = view_statuses(here.engine, here.log, VIEWS)
    form.listing(found, COLUMNS)


@app.command()
def rebuild(name: Name, as_json: AsJson = False) -> None:
    """Fill a view anew beside the one that serves, compare, and switch."""
    view = _view(name)
    with deployment() as here, progress(name) as advance:

        def told(at: BuildProgress) -> None:
            advance(at.position, at.head)

        page = here.settings.view_page
        built: Rebuilt = building.rebuild(here.engine, here.log, view, page=page, progress=told)
    form = Form(as_json)
    if form.as_json:
        return form.document(built)
    rows = ", ".join(f"{number} rows in {table}" for table, number in built.rows.items())
    typer.echo(f"view {name} serves version {built.version} at position {built.position}: {rows}")
    differing = "not compared" if built.differing is None else f"{built.differing} rows differed"
    typer.echo(f"against the rows before: {differing}")
    return None


@app.command("switch-back")
def switch_back(name: Name) -> None:
    """Let a view serve the rows from before its last rebuild."""
    with deployment() as here:
        at = building.switch_back(here.engine, _view(name))
    typer.echo(f"view {name} serves its former rows, at position {at.position}")


def _view(name: str) -> View:
    """Raises NotFound."""
    if name not in BY_NAME:
        raise NotFound(f"view: there is no view {name!r}; there are {', '.join(BY_NAME)}")
    return BY_NAME[name]
