"""Versions of policies: what they change, where they came from, and what shipped ones became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from application.looking.policies import published_policy
from application.looking.policy_history import policy_history
from application.looking.streams import Streams
from application.policies.presets import SHIPPED, preset
from bootstrap.wiring import Deployment
from cli.acting import Acting, carry_out, tell
from cli.exits import UsageProblem
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId
from cli.outlook import rehearse
from cli.plain import plain
from cli.printing import Column, Form, say
from domain.policy.commands import UpgradePreset
from domain.policy.difference import difference, in_words
from domain.policy.document import Policy
from domain.policy.errors import UnknownPolicy

Id = Annotated[str, typer.Argument(metavar="POLICY", help="A preset or a policy of your own.")]
Other = Annotated[
    str | None, typer.Argument(metavar="VERSION|POLICY", help="A version of it, or another policy.")
]
To = Annotated[str | None, typer.Argument(metavar="VERSION", help="Else the newest one.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, write nothing.")]

HISTORY: tuple[Column, ...] = (
    Column("VERSION", lambda c: c.version, right=True),
    Column("AT", lambda c: c.at),
    Column("ACTOR", lambda c: c.actor),
    Column("SHIPPED", lambda c: c.shipped),
    Column("WHAT CHANGED", lambda c: "; ".join(c.changes) or "nothing", grows=True),
)


def add_to(app: typer.Typer) -> None:
    for function in (diff, history, upgrade):
        app.command()(function)


def diff(policy: Id, first: Other = None, second: To = None, as_json: AsJson = False) -> None:
    """Say in words what a version changed, or how two policies differ.

    One version is compared with the newest; without any, the newest with the one before it.
    POLICY:VERSION names a version of either policy.
    """
    with deployment() as here:
        old, new = _both(here, policy, first, second)
    if as_json:
        return Form(as_json).document(difference(old, new))
    for sentence in in_words(old, new) or ["nothing changed"]:
        say(plain(sentence))
    return None


def history(policy: Id, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Every version: who published it when, and what it changed."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = list(policy_history(here.store, here.ids, policy))
    form.listing(found, HISTORY)


def upgrade(
    preset_name: Annotated[str, typer.Argument(metavar="PRESET")],
    actor: By,
    dry_run: DryRun = False,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Publish a shipped policy as this release has it; profiles keep the version they have."""
    command, form = UpgradePreset(policy_id=preset_name), Form(as_json)
    acting = Acting(actor, None, command_id)
    with deployment() as here:
        words = _news(here, preset_name)
        if dry_run:
            facts, _ = rehearse(here, command, acting)
        else:
            done = carry_out(here, command, acting)
            facts = done.facts
    sentence = (
        "{policy} has version {version}"
        if facts["changed"]
        else ("{policy} still has version {version}")
    )
    if form.as_json and dry_run:
        return form.document({"facts": facts, "written": False, "changes": words})
    if dry_run:
        say(plain("dry run: " + sentence.format_map(facts)))
    else:
        tell(done, form, sentence.format_map(facts))
    if facts["changed"] and not form.as_json:
        for line in words:
            say(plain(f"  {line}"))
    return None


def _news(here: Deployment, name: str) -> Sequence[str]:
    """What the shipped text changes against the newest version. Empty where there is none."""
    if name not in SHIPPED:
        return []
    try:
        newest = published_policy(Streams(here.store), here.ids, name)
    except UnknownPolicy:
        return []
    return in_words(newest, preset(name))


def _both(
    here: Deployment, policy: str, first: str | None, second: str | None
) -> tuple[Policy, Policy]:
    """Raises UnknownPolicy, UsageProblem."""
    if first is not None and not first.isdecimal():
        if second is not None:
            raise UsageProblem(f"{second}: name the version with the policy, as {first}:{second}")
        return _named(here, policy), _named(here, first)
    newest = _version(here, policy, second)
    if first is not None:
        return published_policy(Streams(here.store), here.ids, policy, int(first)), newest
    versions = list(policy_history(here.store, here.ids, policy))
    if len(versions) == 1:
        return newest, newest
    before = versions[-1].version - 1
    return published_policy(Streams(here.store), here.ids, policy, before), newest


def _version(here: Deployment, policy: str, version: str | None) -> Policy:
    if version is not None and not version.isdecimal():
        raise UsageProblem(f"{version}: must be the number of a version")
    number = int(version) if version is not None else None
    return published_policy(Streams(here.store), here.ids, policy, number)


def _named(here: Deployment, name: str) -> Policy:
    """`emplifi` is the newest version, or the shipped text where nobody asked for it yet."""
    policy, colon, version = name.partition(":")
    if colon:
        return _version(here, policy, version)
    try:
        return _version(here, policy, None)
    except UnknownPolicy:
        if policy not in SHIPPED:
            raise
        return preset(policy)
