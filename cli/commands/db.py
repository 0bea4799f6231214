"""`caseledger db`: which schema the database has, and the way to the one that is needed."""

from __future__ import annotations

import typer

from bootstrap import schema, settings
from bootstrap.addresses import database_address
from cli.exits import FAILED
from cli.groups import group
from cli.options import AsJson
from cli.printing import Form

app = group("The schema of the database.")


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say which schema the database has. Status 5 when it is not the one that is needed."""
    _told(schema.status(database_address(settings.load())), as_json)


@app.command()
def upgrade(as_json: AsJson = False) -> None:
    """Bring the database to the schema of this program, in one transaction."""
    _told(schema.upgrade(database_address(settings.load())), as_json)


def _told(found: schema.SchemaStatus, as_json: bool) -> None:
    form = Form(as_json)
    if form.as_json:
        form.document(found)
    else:
        steps = f", missing {', '.join(found.pending)}" if found.pending else ""
        typer.echo(f"schema {found.current or 'empty'}, needed {found.head}{steps}")
    if not found.is_current:
        raise typer.Exit(FAILED)
