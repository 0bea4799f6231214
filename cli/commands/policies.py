"""`caseledger policies`: how cases behave, as versioned documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from application.looking.policies import policies, published_policy
from application.looking.streams import Streams
from application.policies.presets import SHIPPED, preset, preset_text
from application.policies.reading import load_yaml
from cli.acting import Acting, carry_out, tell
from cli.commands import policy_rebinding, policy_versions
from cli.exits import FAILED
from cli.groups import group
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, When
from cli.outlook import ahead, rehearse, tell_ahead
from cli.plain import plain
from cli.printing import Column, Form
from domain.policy.commands import AppointPolicy, PublishPolicy
from domain.policy.document import Policy, canonical, digest
from domain.policy.errors import InvalidPolicy
from domain.policy.paths import values, written
from domain.policy.soundness import must_be_sound
from domain.policy.support import unsupported

app = group("How cases behave, as versioned documents.")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A YAML document.")]
Id = Annotated[str, typer.Argument(metavar="POLICY", help="A preset or a policy of your own.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what becomes of open cases, write nothing.")
]
Version = Annotated[int | None, typer.Option("--version", min=1, help="Else the newest one.")]


COLUMNS = (
    Column("POLICY", lambda p: p.policy),
    Column("VERSIONS", lambda p: p.versions or "not used yet", right=True),
    Column("SHIPPED", lambda p: p.shipped),
    Column("APPOINTED FOR", lambda p: p.appointed_for, grows=True),
    Column("HASH", lambda p: p.hash[:12]),
)


class Setting(msgspec.Struct, frozen=True):
    """`read` is whether a rule reads this value."""

    path: str
    value: Any
    read: bool


SETTINGS = (
    Column("FIELD", lambda s: s.path),
    Column("VALUE", lambda s: written(s.value), grows=True),
    Column("", lambda s: "" if s.read else "no rule reads it yet"),
)


@app.command("list")
def list_(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List shipped and published policies, and what they are appointed for."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = list(policies(Streams(here.store), here.ids))
    form.listing(found, COLUMNS)


@app.command()
def show(
    policy: Id, version: Version = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """Show a policy, every field of it. A preset can be shown without a database."""
    form = Form(as_json, as_csv)
    document = _shipped(policy, version) or _published(policy, version)
    held = {each.path for each in unsupported(document)}
    settings = [Setting(p, value, p not in held) for p, value in values(document).items()]
    stored = document.model_dump(mode="json", by_alias=True)
    form.listing(settings, SETTINGS, document=stored)


@app.command()
def check(file: File) -> None:
    """Say what is wrong with a policy document, all of it. Status 5 when anything is."""
    try:
        policy = load_yaml(file.read_text(encoding="utf-8"))
        must_be_sound(policy)
    except InvalidPolicy as invalid:
        problems: Any = invalid.facts["problems"]
        for field, problem in problems:
            typer.echo(plain(f"{field}: {problem}"))
        raise typer.Exit(FAILED) from None
    if found := unsupported(policy):
        for each in found:
            typer.echo(plain(each.sentence))
        raise typer.Exit(FAILED)
    typer.echo(f"policy {policy.id} can be used; its hash is {digest(canonical(policy))}")


@app.command("text")
def text(policy: Id) -> None:
    """Print a preset as it is written, comments and all: a beginning for one of your own."""
    typer.echo(preset_text(policy), nl=False)


@app.command()
def add(
    file: File, actor: By, at: When = None, command_id: CommandId = None, as_json: AsJson = False
) -> None:
    """Publish a policy of your own, or a new version of it."""
    policy = load_yaml(file.read_text(encoding="utf-8"))
    command = PublishPolicy(policy_id=policy.id, document=canonical(policy).decode())
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), "policy {policy} has version {version}".format_map(done.facts))


@app.command()
def appoint(
    policy: Id,
    actor: By,
    for_group: Annotated[
        str | None, typer.Option("--group", help="For this group; else for all.")
    ] = None,
    version: Version = None,
    dry_run: DryRun = False,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Use a policy where no profile names one: for a group, or the whole deployment."""
    command = AppointPolicy(
        scope="deployment" if for_group is None else "group",
        target=for_group or "",
        policy_id=policy,
        policy_version=version,
    )
    acting = Acting(actor, at, command_id)
    if dry_run:
        return _appoint_for_show(command, acting, Form(as_json))
    with deployment() as here:
        done = carry_out(here, command, acting)
    where = f"group {for_group}" if for_group is not None else "the deployment"
    sentence = "{policy} version {version} is appointed for " + where.replace("{", "{{")
    return tell(done, Form(as_json), sentence.format_map(done.facts))


def _appoint_for_show(command: AppointPolicy, acting: Acting, form: Form) -> None:
    with deployment() as here:
        facts, rehearsal = rehearse(here, command, acting)
        found = [
            ahead(rehearsal, each.registered.profile_id)
            for each in rehearsal.unit.profiles()
            if each.registered is not None
            and each.policy is None
            and command.target in ("", each.registered.group)
        ]
    sentence = "dry run: new cases would follow {policy} version {version}".format_map(facts)
    tell_ahead(facts, found, form, sentence)


def _shipped(name: str, version: int | None) -> Policy | None:
    return preset(name) if name in SHIPPED and version is None else None


def _published(name: str, version: int | None) -> Policy:
    with deployment() as here:
        return published_policy(Streams(here.store), here.ids, name, version)


policy_versions.add_to(app)
policy_rebinding.add_to(app)
