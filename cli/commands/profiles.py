"""`caseledger profiles`: accounts that we own on channels, and the policies of their cases."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from application.looking.profiles import profiles
from application.looking.streams import Streams
from cli.acting import Acting, carry_out, tell
from cli.exits import UsageProblem
from cli.groups import group
from cli.instants import span
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, When
from cli.outlook import ahead, rehearse, tell_ahead
from cli.printing import Column, Form
from domain.policy.durations import read_duration
from domain.profile.commands import (
    RegisterProfile,
    SetAllowedLateness,
    SetProfilePolicy,
    SetReplies,
)

app = group("Accounts that we own on channels.")

UNLIMITED = "unlimited"

Name = Annotated[str, typer.Argument(metavar="PROFILE", help="Its id, for example a mailbox.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what becomes of open cases, write nothing.")
]
Version = Annotated[
    int | None, typer.Option("--policy-version", min=1, help="Else the newest version.")
]
Lateness = Annotated[
    str,
    typer.Option(
        "--lateness", metavar="DURATION", help="For example 24h; or unlimited, for history."
    ),
]


COLUMNS = (
    Column("PROFILE", lambda p: p.profile, grows=True),
    Column("CHANNEL", lambda p: p.channel),
    Column("CONNECTOR", lambda p: p.connector),
    Column("POLICY", lambda p: f"{p.policy} {p.policy_version}" + ("" if p.own else " (default)")),
    Column("LATENESS", lambda p: lateness_of(p.allowed_lateness)),
    Column("INITIATES", lambda p: p.can_initiate),
    Column("GROUP", lambda p: p.group, grows=True),
    Column("SERVICE", lambda p: p.service, grows=True),
)


@app.command("list")
def list_(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the registered profiles."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = list(profiles(Streams(here.store), here.ids))
    found.sort(key=lambda each: each.profile)
    form.listing(found, COLUMNS, empty="no profile is registered")


@app.command()
def add(
    profile: Name,
    channel: Annotated[str, typer.Option(help="For example email.")],
    connector: Annotated[str, typer.Option(help="What reaches it, for example imap.")],
    actor: By,
    policy: Annotated[str | None, typer.Option(help="Else that of the group or default.")] = None,
    policy_version: Version = None,
    lateness: Lateness = "24h",
    can_initiate: Annotated[
        bool, typer.Option("--can-initiate", help="May begin a contact.")
    ] = False,
    telephony: Annotated[bool, typer.Option("--telephony", help="Carries calls.")] = False,
    group: Annotated[str | None, typer.Option(help="Receives its new cases.")] = None,
    service: Annotated[str | None, typer.Option(help="What its cases are about.")] = None,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Register a profile, so that its messages are taken."""
    command = RegisterProfile(
        profile_id=profile,
        channel=channel,
        connector=connector,
        policy_id=policy,
        policy_version=policy_version,
        allowed_lateness=read_lateness(lateness),
        can_initiate=can_initiate,
        telephony=telephony,
        group=group,
        service=service,
    )
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"profile {profile} is registered")


@app.command("set-policy")
def set_policy(
    profile: Name,
    policy: Annotated[str, typer.Argument(help="A preset or a policy of your own.")],
    actor: By,
    policy_version: Version = None,
    dry_run: DryRun = False,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Let new cases of a profile follow a policy; open ones keep theirs."""
    command = SetProfilePolicy(profile_id=profile, policy_id=policy, policy_version=policy_version)
    acting, form = Acting(actor, at, command_id), Form(as_json)
    sentence = "new cases of {profile} follow {policy} version {version}"
    with deployment() as here:
        if dry_run:
            facts, rehearsal = rehearse(here, command, acting)
            would = "dry run: " + sentence.replace("follow", "would follow")
            return tell_ahead(facts, [ahead(rehearsal, profile)], form, would.format_map(facts))
        done = carry_out(here, command, acting)
    return tell(done, form, sentence.format_map(done.facts))


@app.command("set-lateness")
def set_lateness(
    profile: Name,
    duration: Annotated[str, typer.Argument(help="For example 24h; or unlimited.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Say how far the channel's time may lie before the broker's and still count."""
    command = SetAllowedLateness(profile_id=profile, allowed_lateness=read_lateness(duration))
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"profile {profile} allows a lateness of {duration}")


@app.command("set-replies")
def set_replies(
    profile: Name,
    replies: Annotated[Literal["open", "closed"], typer.Argument(help="Open at first.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Say whether customers may answer here; where not, nothing reopens a case by itself."""
    command = SetReplies(profile_id=profile, replies=replies)
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"profile {profile} is {replies} for replies")


def read_lateness(text: str) -> float | None:
    """Raises UsageProblem."""
    if text == UNLIMITED:
        return None
    try:
        return read_duration(text).total_seconds()
    except ValueError as problem:
        raise UsageProblem(f"lateness: {problem}; or unlimited") from None


def lateness_of(seconds: float | None) -> str:
    return UNLIMITED if seconds is None else span(seconds)
