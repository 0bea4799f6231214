"""`caseledger rules`: see `cli.defining`; besides, which rule a message would meet."""

from __future__ import annotations

from typing import Annotated

import typer

from application.looking.case_rules import AskedRule, LikeMessage, asked_rules
from application.looking.streams import Streams
from cli.defining import defining
from cli.exits import UsageProblem
from cli.opening import deployment
from cli.options import AsCsv, AsJson
from cli.printing import Column, Form
from domain.definition.case_rule import CaseRule

app = defining(CaseRule)

LACKS = {
    "private": "no: it is not private",
    "streams": "no: not its stream",
    "conditions": "no: not its conditions",
}
ORDER = (
    Column("PLACE", lambda r: r.place, right=True),
    Column("RULE", lambda r: r.rule, grows=True),
    Column("NAME", lambda r: r.name, grows=True),
    Column("ORDER", lambda r: r.order, right=True),
    Column("VERSION", lambda r: r.version, right=True),
)
MATCHES = Column("MATCHES", lambda r: _answer(r))


@app.command()
def check(
    profile: Annotated[str, typer.Argument(help="The profile that the message reaches.")],
    stream: Annotated[str | None, typer.Option(help="For example inbox.")] = None,
    service: Annotated[str | None, typer.Option()] = None,
    language: Annotated[str | None, typer.Option(help="For example de.")] = None,
    author: Annotated[str | None, typer.Option(help="The author's account.")] = None,
    subject: Annotated[str | None, typer.Option()] = None,
    text: Annotated[str | None, typer.Option()] = None,
    header: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE")] = None,
    public: Annotated[bool, typer.Option("--public", help="Not a private conversation.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show the active rules of a profile in order, and which would open the case of a message."""
    said = (stream, service, language, author, subject, text, header)
    like = None
    if public or any(each is not None for each in said):
        like = LikeMessage(
            private=not public,
            stream=stream,
            service=service,
            language=language,
            author=author or "",
            subject=subject,
            text=text,
            headers=dict(_headers(header)),
        )
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = list(asked_rules(Streams(here.store), here.ids, profile, like))
    columns = (*ORDER, MATCHES) if like is not None else ORDER
    opens = like is None or any(each.wins for each in found)
    foot = None if opens else "no rule opens a case"
    form.listing(found, columns, empty=f"no active rule names profile {profile}", foot=foot)


def _answer(rule: AskedRule) -> str:
    if rule.lacks is not None:
        return LACKS[rule.lacks]
    return "yes: it opens the case" if rule.wins else "yes, behind another"


def _headers(given: list[str] | None) -> list[tuple[str, str]]:
    """Raises UsageProblem."""
    pairs = [each.partition("=") for each in given or ()]
    for name, equals, value in pairs:
        if not (name and equals):
            raise UsageProblem(f"--header: {name + equals + value!r} is not NAME=VALUE")
    return [(name, value) for name, _, value in pairs]
