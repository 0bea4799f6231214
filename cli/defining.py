"""The commands that every kind of definition has: list, show, add, change, history."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from application.looking.definitions import DefinitionChange, definition, definitions, history
from application.looking.streams import Streams
from application.policies.reading import read_block
from cli.acting import Acting, carry_out, tell
from cli.exits import UsageProblem
from cli.groups import group
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId
from cli.printing import Column, Form
from domain.definition.commands import Define
from domain.definition.definition import Definition
from domain.policy.paths import written

Id = Annotated[str, typer.Argument(metavar="ID")]
Settings = Annotated[
    list[str] | None,
    typer.Argument(metavar="FIELD=VALUE", help="Values as in YAML: a word, 5, true, [a, b]."),
]
File = Annotated[
    Path | None,
    typer.Option("--file", exists=True, dir_okay=False, help="All fields from a YAML file."),
]

HISTORY: tuple[Column, ...] = (
    Column("VERSION", lambda c: c.version, right=True),
    Column("AT", lambda c: c.at),
    Column("ACTOR", lambda c: c.actor),
    Column("WHAT CHANGED", lambda c: "; ".join(c.changes), grows=True),
)


def defining(kind: type[Definition]) -> typer.Typer:
    """The group of commands for one kind."""
    app = group(kind.ABOUT)
    fields = [name for name in kind.model_fields if name not in ("id", "active")]
    columns = (
        Column(kind.KIND.upper().replace("_", " "), lambda d: d.id, grows=True),
        *(Column(name.upper().replace("_", " "), _of(name), grows=True) for name in fields),
        Column("STATUS", lambda d: _status(d.active)),
        Column("VERSION", lambda d: d.version, right=True),
    )

    @app.command("list", help=f"List all {kind.PLURAL}.")
    def list_(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
        form = Form(as_json, as_csv)
        with deployment() as here:
            found = list(definitions(Streams(here.store), here.ids, kind))
        form.listing(found, columns, empty=f"no {kind.KIND} is defined")

    @app.command(help="Show one, every field of it.")
    def show(id: Id, as_json: AsJson = False) -> None:
        with deployment() as here:
            found = definition(Streams(here.store), here.ids, kind, id)
        fields = ((n, written(value)) for n, value in found.document.items() if n != "active")
        ends = (("status", _status(found.active)), ("version", found.version))
        Form(as_json).record(found, [*fields, *ends])

    @app.command(help="Define a new one.", epilog=_fields(kind))
    def add(
        id: Id,
        actor: By,
        settings: Settings = None,
        file: File = None,
        command_id: CommandId = None,
        as_json: AsJson = False,
    ) -> None:
        document = _given(settings, file) | {"id": id}
        _publish(kind, document, Acting(actor, None, command_id), Form(as_json), new=True)

    @app.command(help="Change fields; the rest stays.", epilog=_fields(kind))
    def change(
        id: Id,
        actor: By,
        settings: Settings = None,
        file: File = None,
        command_id: CommandId = None,
        as_json: AsJson = False,
    ) -> None:
        with deployment() as here:
            before = definition(Streams(here.store), here.ids, kind, id).document
        document = before | _given(settings, file) | {"id": id}
        _publish(kind, document, Acting(actor, None, command_id), Form(as_json), new=False)

    @app.command("history", help="Every version: who changed what, and when.")
    def history_(id: Id, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
        form = Form(as_json, as_csv)
        with deployment() as here:
            found: list[DefinitionChange] = list(history(here.store, here.ids, kind, id))
        form.listing(found, HISTORY)

    return app


def _status(active: bool) -> str:
    return "active" if active else "inactive"


def _of(field: str) -> Any:
    return lambda listed: written(listed.document[field])


def _fields(kind: type[Definition]) -> str:
    """The fields that can be given, for the end of the help."""
    told = (
        f"{name}: {field.description or 'see the documentation.'}"
        for name, field in kind.model_fields.items()
        if name != "id"
    )
    return "Fields. " + " ".join(told)


def _given(settings: Iterable[str] | None, file: Path | None) -> dict[str, Any]:
    """Raises UsageProblem."""
    given: dict[str, Any] = read_block(file.read_text(encoding="utf-8")) if file else {}
    for setting in settings or ():
        field, equals, value = setting.partition("=")
        if not equals or not field:
            raise UsageProblem(f"{setting}: must be FIELD=VALUE")
        given[field] = read_block(f"value: {value}")["value"]
    return given


def _publish(
    kind: type[Definition], document: dict[str, Any], acting: Acting, form: Form, *, new: bool
) -> None:
    encoded = msgspec.json.encode(document).decode()
    command = Define(kind=kind.KIND, document=encoded, new=new, known=not new)
    with deployment() as here:
        done = carry_out(here, command, acting)
    has = "has" if done.facts["changed"] else "still has"
    tell(done, form, f"{kind.KIND} {document['id']} {has} version {done.facts['version']}")
