"""`caseledger publish`: sends channel events from a file, one JSON object a line or one array."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from typing import Annotated, Any

import msgspec
import typer

from bootstrap import settings
from bootstrap.addresses import kafka_connection
from cli.exits import FAILED
from cli.groups import single
from cli.options import AsCsv, AsJson
from cli.plain import plain
from cli.printing import Form
from cli.progress import progress
from ingest.publishing.deliver import connect, deliver
from ingest.publishing.lines import Delivered, Ready, Refused, Undelivered
from ingest.publishing.read import read

app = single()


class Summary(msgspec.Struct, frozen=True):
    """`checked` lines keep the contract but were not to be sent."""

    sent: int
    checked: int
    refused: int
    undelivered: int
    problems: list[Refused | Undelivered]


@app.command()
def publish(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="A file, or - for standard input.")],
    check: Annotated[bool, typer.Option("--check", help="Validate, send nothing.")] = False,
    topic: Annotated[str | None, typer.Option(help="Else CASELEDGER_TOPIC_IN.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Send the events of a file to Kafka, keyed by profile and customer.

    Each refused line is told with its number, field and reason; the others are sent. Status 5 when
    any line was refused or not confirmed.
    """
    form = Form(as_json, as_csv)
    if check:
        summary = _account(read(file), form)
    else:
        loaded = settings.load()
        with closing(connect(**kafka_connection(loaded))) as producer:
            summary = _account(deliver(read(file), producer, topic or loaded.topic_in), form)
    if form.for_people:
        typer.echo(_sentence(summary))
    else:
        form.listing([_flat(each) for each in summary.problems], (), document=summary)
    if summary.problems:
        raise typer.Exit(FAILED)


def _account(outcomes: Iterable[Any], form: Form) -> Summary:
    problems: list[Refused | Undelivered] = []
    counts: Counter[type] = Counter()
    with progress("events") as advance:
        for number, outcome in enumerate(outcomes, 1):
            counts[type(outcome)] += 1
            advance(number, None)
            if isinstance(outcome, Refused | Undelivered):
                problems.append(outcome)
                if form.for_people:
                    typer.echo(plain(_problem(outcome)), err=True)
    return Summary(counts[Delivered], counts[Ready], counts[Refused], counts[Undelivered], problems)


def _problem(outcome: Refused | Undelivered) -> str:
    if isinstance(outcome, Refused):
        return f"line {outcome.number}: {outcome.field}: {outcome.rule} ({outcome.code})"
    return f"line {outcome.number}: not confirmed: {outcome.reason}"


def _flat(outcome: Refused | Undelivered) -> dict[str, Any]:
    if isinstance(outcome, Refused):
        return msgspec.structs.asdict(outcome)
    return {"number": outcome.number, "code": "not_confirmed", "field": "", "rule": outcome.reason}


def _sentence(summary: Summary) -> str:
    counts = (
        (summary.sent, "sent"),
        (summary.checked, "keep the contract"),
        (summary.refused, "refused"),
        (summary.undelivered, "not confirmed; send them again, a repetition takes effect once"),
    )
    return ", ".join(f"{number} {what}" for number, what in counts if number) or "no events"
