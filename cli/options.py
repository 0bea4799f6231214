"""The options and arguments that many commands share, so that they mean the same everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document for programs.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Comma-separated values for programs.")]
Zone = Annotated[
    str | None,
    typer.Option("--zone", metavar="NAME", help="Time zone to show instants in; else UTC."),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many rows.")]
After = Annotated[
    str | None, typer.Option("--cursor", help="Go on where the last page said to go on.")
]

By = Annotated[
    str, typer.Option("--actor", metavar="KIND:ID", help="Who acts, for example agent:anna.")
]
As = Annotated[
    str | None,
    typer.Option("--as", metavar="KIND:ID", help="Only what this person sees."),
]
Deleted = Annotated[
    bool, typer.Option("--deleted", help="Deleted cases, without what people wrote.")
]
When = Annotated[
    str | None,
    typer.Option("--at", metavar="INSTANT", help="Backdate: when it happened, with a zone."),
]
CommandId = Annotated[
    str | None,
    typer.Option("--command-id", help="The same id again answers the same and does nothing."),
]
IfVersion = Annotated[
    int | None,
    typer.Option("--if-version", min=1, help="Refuse when the case has another version by now."),
]
Moment = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="INSTANT|POSITION", help="As of then: the log folded up to there."
    ),
]
ByOccurrence = Annotated[
    bool,
    typer.Option("--occurred", help="With --at: as occurred by then, not as recorded by then."),
]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="Its number or id.")]
ProfileFilter = Annotated[str | None, typer.Option("--profile", help="Only of this profile.")]
