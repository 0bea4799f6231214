"""How one case is shown: its facts, then messages and notes in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import typer

from application.looking.case_fields import ShownField
from cli.moments import AsOf
from cli.plain import cut, plain, plain_lines
from cli.printing import Column, Form, in_words
from domain.definition.custom_field import is_empty
from projections.queries.case_row import CaseRow
from projections.queries.feed import LinkBlock
from projections.queries.locks import HeldLock
from projections.queries.messages import MessageRow
from projections.queries.timeline import Entry

LONGEST = 200


class ShownCase(msgspec.Struct, frozen=True):
    """`total` counts messages that are not shown too; `position` is how far the log was read, and
    `as_of` the moment that was asked for; `fields` are in the order of the Case tab."""

    case: CaseRow
    messages: list[MessageRow]
    total: int
    timeline: list[Entry]
    position: int
    as_of: AsOf
    fields: list[ShownField]
    locks: list[HeldLock] = []
    links: list[LinkBlock] = []


HISTORY = (
    Column("POSITION", lambda e: e.position, right=True),
    Column("OCCURRED", lambda e: e.occurred_at),
    Column("WHAT", lambda e: e.topic),
    Column("WHO", lambda e: e.actor, grows=True),
    Column("BY", lambda e: e.authority + (", backdated" if e.backdated else ""), grows=True),
    Column("DETAIL", lambda e: detail(e), grows=True),
)


def show_case(shown: ShownCase, form: Form) -> None:
    if form.as_csv:
        return form.listing(shown.messages, ())
    form.record(shown, (*_facts(shown), *_whole_case_locked(shown, form)))
    if not form.for_people:
        return None
    for each in shown.links:
        if each.at is None:
            typer.echo(f"\n{plain(_link(each))}")
    blocks = (*_messages(shown, form), *_notes(shown), *_links(shown))
    for block in sorted(blocks, key=lambda each: each[0]):
        _show(*block, form)
    left = shown.total - len(shown.messages)
    older = f"; {left} older messages are not shown" if left else ""
    typer.echo(f"\n{shown.as_of.in_words()}{older}")
    return None


def detail(entry: Entry) -> str:
    """What the event says, in one line; messages are shown with the case."""
    if "decision" in entry.detail:
        decision = entry.detail["decision"]
        return f"{entry.message_id} {decision['phase']}: {decision['action']}"
    if entry.note is not None:
        return cut(entry.note, LONGEST)
    words = {**entry.detail, **entry.detail.get("personal", {})}
    words.pop("personal", None)
    said = ", ".join(f"{name} {in_words(value)}" for name, value in words.items() if value)
    return cut(said, LONGEST)


def _facts(shown: ShownCase) -> Iterator[tuple[str, Any]]:
    case = shown.case
    yield "case", f"{case.number} ({case.case_id})"
    yield "title", case.title
    yield "status", f"{case.status} ({case.category})"
    yield "profile", f"{case.profile_id} ({case.channel})" if case.profile_id else None
    yield "customer", case.customer_id
    yield "origin", case.origin
    yield "assignee", case.assignee
    yield "group", case.group_name
    yield "type", case.case_type
    yield "disposition", case.disposition
    yield "queue", case.queue
    yield "waits since", case.waiting_since
    yield "priority", case.priority
    yield "sentiment", case.sentiment
    yield "topic", case.topic
    yield "case rule", case.rule_id
    yield "labels", case.labels
    yield "fields", [f"{each.title}: {_in_field(each.value)}" for each in shown.fields]
    yield "policy", f"{case.policy_id} version {case.policy_version}"
    yield "articles", case.articles
    yield "parent", case.parent_number
    yield "children", case.children
    yield "original", case.original_number
    yield "follow-ups", case.follow_ups
    yield "split from", case.split_from_number
    yield "merged into", case.merged_into_number
    yield "shows also", case.merged_numbers
    yield "deleted", case.deleted_at
    yield "deleted by", case.deleted_by
    yield "created", case.created_at
    yield "last activity", case.last_activity_at
    yield "settled", case.settled_at
    yield "resolved", f"{_times(case.resolutions)}, reopened {_times(case.reopens)}"
    yield "version", case.version


def _whole_case_locked(shown: ShownCase, form: Form) -> Iterator[tuple[str, Any]]:
    for each in shown.locks:
        if each.message_id is None:
            yield "locked", f"by {each.holder} until {form.text(each.until)}"


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _in_field(value: Any) -> str:
    return "empty" if is_empty(value) else in_words(value)


Block = tuple[datetime, str, list[str]]
"""When, a heading, and lines of text."""


def _messages(shown: ShownCase, form: Form) -> Iterator[Block]:
    locked = {each.message_id: each for each in shown.locks}
    for each in shown.messages:
        way = "to customer" if each.direction == "out" else "from customer"
        if each.author_kind not in ("customer", "agent") or each.direction == "transferred":
            way = f"{each.direction}, {each.author_kind}"
        sent = "" if each.kind == "received" else f", {each.delivery or _sent(each)}"
        flag = ", named another's case" if each.wrong_case else ""
        who = f"{each.author_kind}:{_bare(each.author_id)}"
        lock = _locked(locked.get(each.message_id), form)
        heading = f"{who} {way}{sent}{flag}{lock}  {each.message_id}"
        text = each.personal.get("text") or each.personal.get("html") or ""
        subject = each.personal.get("subject")
        yield each.sent_at, heading, [*([f"[{subject}]"] if subject else []), *text.splitlines()]


def _locked(lock: HeldLock | None, form: Form) -> str:
    return f", locked by {lock.holder} until {form.text(lock.until)}" if lock is not None else ""


def _sent(message: MessageRow) -> str:
    if message.kind == "call" and message.echoed_at is None:
        return "a call that is asked for, not made yet"
    return "seen on the channel" if message.echoed_at is not None else "not sent yet"


def _bare(author: str) -> str:
    """An answer of ours names its author as kind and id."""
    return author.removeprefix("agent:")


def _notes(shown: ShownCase) -> Iterator[Block]:
    for each in shown.timeline:
        if each.note is not None:
            yield each.occurred_at, f"note by {each.actor}", each.note.splitlines()


def _links(shown: ShownCase) -> Iterator[Block]:
    """Those that stand among the messages, at the time when they were made (D-32)."""
    for each in shown.links:
        if each.at is not None:
            yield each.at, _link(each), []


def _link(block: LinkBlock) -> str:
    return f"{block.kind} case {block.number}"


def _show(at: datetime, heading: str, lines: list[str], form: Form) -> None:
    typer.echo(f"\n{form.text(at)}  {plain(heading)}")
    for line in lines:
        typer.echo(f"    {' '.join(plain_lines(line))}")
