"""`caseledger config`: the settings in force, secrets masked."""

from __future__ import annotations

import dataclasses

from bootstrap import settings
from bootstrap.described import describe
from cli.groups import single
from cli.options import AsCsv, AsJson
from cli.printing import Column, Form, warn

app = single()

COLUMNS = (
    Column("VARIABLE", lambda s: s["name"]),
    Column("VALUE", lambda s: s["value"], grows=True),
    Column("FROM", lambda s: s["source"]),
    Column("MEANING", lambda s: s["meaning"], grows=True),
)


@app.command()
def config(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show every setting, where its value comes from, and what it means."""
    form = Form(as_json, as_csv)
    found = describe(settings.load())
    form.listing([dataclasses.asdict(each) for each in found], COLUMNS)
    for each in found:
        if each.warning is not None:
            warn(f"{each.name}: {each.warning}")
