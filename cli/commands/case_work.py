"""Working on one case: opening it, answering, noting, assigning, moving it along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

import typer

from cli.acting import Acting, carry_out, tell
from cli.exits import UsageProblem
from cli.field_values import read_fields
from cli.naming import case_id, message_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case import commands as c

Label = Annotated[list[str] | None, typer.Option("--label", help="May be given several times.")]
Field = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="NAME=VALUE", help="As the field is defined; see fields."),
]
Topic = Annotated[str | None, typer.Option(help="What it is filed under; see case-topics.")]
Text = Annotated[str, typer.Argument(help="The text; - reads it from standard input.")]


def add_to(app: typer.Typer) -> None:
    for function in (open_, answer, note, assign, status, set_, survey):
        app.command(function.__name__.rstrip("_"))(function)
    for name, command, about in MOVES:
        app.command(name, help=about)(_move(command))


def open_(
    actor: By,
    profile: Annotated[str | None, typer.Argument(help="The profile that the case is of.")] = None,
    customer: Annotated[
        str | None, typer.Argument(help="The customer's account on the channel.")
    ] = None,
    policy: Annotated[
        str | None, typer.Option(help="Of a case without profile; else the group's or default.")
    ] = None,
    topic: Topic = None,
    title: Annotated[str | None, typer.Option()] = None,
    group: Annotated[str | None, typer.Option(help="Else the profile's group.")] = None,
    assignee: Annotated[str | None, typer.Option()] = None,
    priority: Annotated[str | None, typer.Option(help="Else normal.")] = None,
    label: Label = None,
    field: Field = None,
    note: Annotated[str | None, typer.Option(help="The first internal note.")] = None,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Open a case by hand for a customer; where the policy allows it, for nobody yet."""
    with deployment() as here:
        command = c.OpenCase(
            profile_id=profile,
            customer_id=customer,
            policy_id=policy,
            topic=topic,
            title=title,
            group=group,
            assignee=assignee,
            priority=priority,
            labels=tuple(label or ()),
            fields=read_fields(here, field),
            note=note,
        )
        done = carry_out(here, command, Acting(actor, at, command_id))
    tell(done, Form(as_json), f"case {done.facts['number']} is open ({done.facts['status']})")


def answer(
    case: CaseName,
    text: Text,
    actor: By,
    in_reply_to: Annotated[
        str | None, typer.Option(metavar="MESSAGE", help="The message that it answers.")
    ] = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Record an answer to the customer; it is not sent yet."""
    replied = message_id(in_reply_to, "--in-reply-to") if in_reply_to is not None else None
    _act(
        case,
        lambda id: c.AnswerCase(case_id=id, text=read_text(text), in_reply_to=replied),
        Acting(actor, at, command_id, if_version),
        as_json,
        "answer {message_id} recorded in case {number}, {delivery}",
    )


def note(
    case: CaseName,
    text: Text,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Add an internal note."""
    _act(
        case,
        lambda id: c.AddNote(case_id=id, text=read_text(text)),
        Acting(actor, at, command_id, if_version),
        as_json,
        "note added to case {number}",
    )


def assign(
    case: CaseName,
    actor: By,
    to: Annotated[str | None, typer.Option("--to", metavar="AGENT", help="The assignee.")] = None,
    group: Annotated[str | None, typer.Option(help="The group.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take the assignee away.")] = False,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Give a case to an agent, a group, or both; or take the assignee away."""
    if clear and to is not None:
        raise UsageProblem("--clear: not together with --to")
    _act(
        case,
        lambda id: c.AssignCase(case_id=id, assignee=to, group=group, clear=clear),
        Acting(actor, at, command_id, if_version),
        as_json,
        "case {number} is assigned",
    )


def status(
    case: CaseName,
    name: Annotated[str, typer.Argument(metavar="STATUS", help="A status of its policy.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Move a case to another status."""
    _act(
        case,
        lambda id: c.ChangeStatus(case_id=id, status=name),
        Acting(actor, at, command_id, if_version),
        as_json,
    )


def set_(
    case: CaseName,
    actor: By,
    title: Annotated[str | None, typer.Option()] = None,
    priority: Annotated[str | None, typer.Option()] = None,
    sentiment: Annotated[str | None, typer.Option(help="positive, neutral or negative.")] = None,
    topic: Topic = None,
    label: Label = None,
    unlabel: Annotated[list[str] | None, typer.Option(help="Take this label away.")] = None,
    field: Field = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Set title, priority, sentiment, topic, labels or fields."""
    with deployment() as here:
        command = c.UpdateCase(
            case_id=case_id(here, case),
            title=title,
            priority=priority,
            sentiment=sentiment,
            topic=topic,
            add_labels=tuple(label or ()),
            remove_labels=tuple(unlabel or ()),
            fields=read_fields(here, field),
        )
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    tell(done, Form(as_json), "case {number} is changed".format_map(done.facts))


def survey(
    case: CaseName,
    actor: By,
    kind: Annotated[str, typer.Option(help="What is asked.")] = "csat",
    token: Annotated[
        str | None, typer.Option(help="What the answer may name instead of the survey.")
    ] = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Record that a survey was sent, so that its answer finds the case."""
    _act(
        case,
        lambda id: c.RecordSurvey(case_id=id, kind=kind, token=token),
        Acting(actor, at, command_id, if_version),
        as_json,
        "survey {survey_id} recorded in case {number}",
    )


MOVES: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("resolve", c.ResolveCase, "Resolve a case."),
    ("close", c.CloseCase, "Close a case for good."),
    ("cancel", c.CancelCase, "Cancel a case for good."),
    ("reopen", c.ReopenCase, "Open a resolved case again."),
)


def _move(command: Callable[..., Any]) -> Callable[..., None]:
    def move(
        case: CaseName,
        actor: By,
        at: When = None,
        command_id: CommandId = None,
        if_version: IfVersion = None,
        as_json: AsJson = False,
    ) -> None:
        acting = Acting(actor, at, command_id, if_version)
        _act(case, lambda id: command(case_id=id), acting, as_json)

    return move


def _act(
    case: str,
    command: Callable[[UUID], Any],
    acting: Acting,
    as_json: bool,
    sentence: str = "case {number} is {status}",
) -> None:
    with deployment() as here:
        done = carry_out(here, command(case_id(here, case)), acting)
    tell(done, Form(as_json), sentence.format_map(done.facts) + _of_children(done.facts))


def _of_children(facts: Mapping[str, Any]) -> str:
    """What a policy wants said about the children of a case that has just ended."""
    if still := facts.get("open_children"):
        return f"; its children {', '.join(still)} are still open"
    if settled := facts.get("settled_children"):
        return f"; its children {', '.join(settled)} ended with it"
    return ""


def read_text(text: str) -> str:
    return typer.get_text_stream("stdin").read() if text == "-" else text
