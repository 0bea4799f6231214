"""`caseledger articles`: the knowledge base, and the cases whose solution an article holds."""

from __future__ import annotations

from typing import Annotated

import typer

from application.looking import articles as looking
from application.looking.streams import Streams
from cli.acting import Acting, carry_out, tell
from cli.commands.case_work import read_text
from cli.groups import group
from cli.naming import case_id
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CaseName, CommandId, Limit, When, Zone
from cli.printing import Column, Form
from domain.article.commands import AddArticle, ChangeArticle, LinkArticle, UnlinkArticle

app = group("The knowledge base: articles that hold solutions.")

Name = Annotated[str, typer.Argument(metavar="ARTICLE", help="Its id, for example new-cable.")]
Text = Annotated[str, typer.Option("--text", help="The text; - reads it from standard input.")]

COLUMNS = (
    Column("ARTICLE", lambda a: a.id),
    Column("TITLE", lambda a: a.title, grows=True),
    Column("VERSION", lambda a: a.version, right=True),
)
HISTORY = (
    Column("VERSION", lambda v: v.version, right=True),
    Column("AT", lambda v: v.at),
    Column("ACTOR", lambda v: v.actor),
    Column("TITLE", lambda v: v.title, grows=True),
    Column("TEXT", lambda v: v.text, grows=True),
)


@app.command("list")
def list_(limit: Limit = 100, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the articles."""
    search("", limit, as_json, as_csv)


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="All of them have to be in the article.")],
    limit: Limit = 100,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Find articles by words in title and text."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = list(looking.articles(here.store, here.ids, words, limit=limit))
    form.listing(found, COLUMNS, empty="no such article")


@app.command()
def show(article: Name, as_json: AsJson = False) -> None:
    """Show an article."""
    with deployment() as here:
        found = looking.article(Streams(here.store), here.ids, article)
    lines = [("article", found.id), ("title", found.title), ("version", found.version)]
    Form(as_json).record(found, [*lines, ("text", found.text)])


@app.command()
def history(
    article: Name, as_json: AsJson = False, as_csv: AsCsv = False, zone: Zone = None
) -> None:
    """Every version: who wrote what, and when."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = list(looking.history(here.store, here.ids, article))
    form.listing(found, HISTORY)


@app.command()
def add(
    article: Name,
    title: Annotated[str, typer.Option()],
    text: Text,
    actor: By,
    case: Annotated[
        str | None, typer.Option(help="Make it from this case, and link it to the case.")
    ] = None,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Publish a new article."""
    with deployment() as here:
        of = case_id(here, case) if case is not None else None
        command = AddArticle(article_id=article, title=title, text=read_text(text), case_id=of)
        done = carry_out(here, command, Acting(actor, at, command_id))
    linked = f" and linked to case {done.facts['number']}" if case is not None else ""
    tell(done, Form(as_json), f"article {article} is published{linked}")


@app.command()
def change(
    article: Name,
    actor: By,
    title: Annotated[str | None, typer.Option()] = None,
    text: Annotated[str | None, typer.Option(help="- reads it from standard input.")] = None,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Publish the next version of an article; the ones before are kept."""
    new = read_text(text) if text is not None else None
    command = ChangeArticle(article_id=article, title=title, text=new)
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"article {article} has version {done.facts['article_version']}")


@app.command()
def link(
    case: CaseName,
    article: Name,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Say that an article holds the solution of a case."""
    with deployment() as here:
        command = LinkArticle(case_id=case_id(here, case), article_id=article)
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"article {article} is linked to case {done.facts['number']}")


@app.command()
def unlink(
    case: CaseName,
    article: Name,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Take the link between a case and an article away."""
    with deployment() as here:
        command = UnlinkArticle(case_id=case_id(here, case), article_id=article)
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"article {article} is no longer linked to {done.facts['number']}")
