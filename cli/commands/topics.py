"""`caseledger topics`: makes the topics, and says where they differ from the settings."""

from __future__ import annotations

import typer

from bootstrap import settings
from bootstrap import topics as wanted
from bootstrap.addresses import kafka_connection
from cli.exits import FAILED
from cli.groups import group
from ingest.topics import Topics

app = group("Make and check the topics.")


@app.command()
def create() -> None:
    """Make the topics that do not exist."""
    read = settings.load()
    with Topics(kafka_connection(read)) as topics:
        for name, made in wanted.create(topics, read):
            typer.echo(f"{name}: {'made' if made else 'exists'}")


@app.command()
def check() -> None:
    """Say where topics differ from the settings. Status 5 when any does."""
    read = settings.load()
    with Topics(kafka_connection(read)) as topics:
        differences = wanted.check(topics, read)
    for line in differences:
        typer.echo(line)
    if differences:
        raise typer.Exit(FAILED)
    typer.echo("all topics are as the settings want them")
