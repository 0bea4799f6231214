"""`caseledger setup`: the present setup as a file that `apply` takes."""

from __future__ import annotations

import typer

from application.setup.showing import as_yaml, present_setup
from cli.groups import group
from cli.opening import deployment
from cli.options import AsJson
from cli.printing import Form

app = group("The present setup as such a file.")


@app.callback()
def _group() -> None:
    """One command is a group, too."""


@app.command()
def show(as_json: AsJson = False) -> None:
    """Print what `apply` would have to be given for the same setup; defaults are left out."""
    form = Form(as_json)
    with deployment() as here:
        found = present_setup(here.store, here.ids)
    if form.as_json:
        return form.document(found)
    return typer.echo(as_yaml(found) if found else "# nothing is set up", nl=not found)
