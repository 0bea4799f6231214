"""`caseledger cases`: which there are, one of them, and what happened to it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import typer

from application.looking.case_fields import ShownField, case_fields
from application.looking.policies import published_policy
from application.looking.streams import Streams
from bootstrap.wiring import Deployment
from cli.commands import (
    case_deleting,
    case_disposition,
    case_finding,
    case_follow_up,
    case_links,
    case_mentions,
    case_merging,
    case_taking,
    case_work,
)
from cli.exits import NotFound, UsageProblem
from cli.groups import group
from cli.moments import CasesThen, as_of, read_moment
from cli.naming import as_id, must_be_registered
from cli.opening import deployment
from cli.options import (
    After,
    As,
    AsCsv,
    AsJson,
    ByOccurrence,
    CaseName,
    Deleted,
    Limit,
    Moment,
    ProfileFilter,
    Zone,
)
from cli.printing import Column, Form
from cli.shown_case import HISTORY, ShownCase, show_case
from cli.sight import seen_case, sight, sight_of_deleted
from domain.policy.statuses import Category
from projections.as_of import case_at, cases_at
from projections.queries.case_messages import messages_of
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter, CasePage, find_case, list_cases
from projections.queries.families import are_there_families, families, list_families
from projections.queries.feed import link_blocks
from projections.queries.locks import locks_in_case
from projections.queries.sight import sees
from projections.queries.timeline import Entry, case_timeline

app = group("List, show and work on cases.")

COLUMNS = (
    Column("NUMBER", lambda c: c.number),
    Column("STATUS", lambda c: c.status),
    Column("PROFILE", lambda c: c.profile_id, grows=True),
    Column("CUSTOMER", lambda c: c.customer_id, grows=True),
    Column("ASSIGNEE", lambda c: c.assignee, grows=True),
    Column("IN", lambda c: c.messages_in, right=True),
    Column("OUT", lambda c: c.messages_out, right=True),
    Column("LAST ACTIVITY", lambda c: c.last_activity_at),
    Column("TITLE", lambda c: c.title, grows=True),
)


FAMILY = {"filter": "Parent and child cases", "option": "--family"}
"""Offered only while there are linked cases (D-57)."""

FILTERS = (
    Column("FILTER", lambda f: f["filter"]),
    Column("OPTION", lambda f: f["option"]),
)


@app.command("list")
def list_(
    profile: ProfileFilter = None,
    customer: Annotated[str | None, typer.Option(help="Only of this customer.")] = None,
    is_open: Annotated[
        bool | None, typer.Option("--open/--settled", help="Only open, or only settled ones.")
    ] = None,
    status: Annotated[str | None, typer.Option(help="The policy's name of it.")] = None,
    category: Annotated[Category | None, typer.Option(help="What the status means.")] = None,
    assignee: Annotated[str | None, typer.Option(help="Only of this agent.")] = None,
    unassigned: Annotated[bool, typer.Option("--unassigned", help="Only of nobody.")] = False,
    group: Annotated[str | None, typer.Option(help="Only of this group.")] = None,
    label: Annotated[str | None, typer.Option(help="Only with this label.")] = None,
    origin: Annotated[str | None, typer.Option(help="How it began, for example inbound.")] = None,
    priority: Annotated[str | None, typer.Option(help="Only of this priority.")] = None,
    queue: Annotated[str | None, typer.Option(help="Only of this queue.")] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only those nobody took.")] = False,
    case_type: Annotated[str | None, typer.Option("--type", help="Only of this type.")] = None,
    title: Annotated[str | None, typer.Option(help="Only with this in the title.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only filed under this topic.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only opened by this case rule.")] = None,
    sentiment: Annotated[str | None, typer.Option(help="Only of this sentiment.")] = None,
    deleted: Deleted = False,
    family: Annotated[
        bool, typer.Option("--family", help="Only parents, each with its children under it.")
    ] = False,
    sort: Annotated[Literal["activity", "created"], typer.Option(help="By which time.")] = (
        "activity"
    ),
    oldest_first: Annotated[bool, typer.Option("--oldest-first", help="Else the newest.")] = False,
    limit: Limit = 50,
    cursor: After = None,
    at: Moment = None,
    occurred: ByOccurrence = False,
    viewer: As = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List cases, newest first."""
    form = Form(as_json, as_csv, zone)
    asked = CaseFilter(
        profile_id=profile,
        customer_id=customer,
        status=status,
        category=category,
        is_open=is_open,
        assignee=assignee,
        unassigned=unassigned,
        group_name=group,
        label=label,
        origin=origin,
        priority=priority,
        title=title,
        topic=topic,
        rule_id=rule,
        sentiment=sentiment,
        hidden=deleted,
        queue=queue,
        waiting=waiting,
        case_type=case_type,
    )
    newest = not oldest_first
    moment = read_moment(at, occurred=occurred)
    if moment is not None and cursor is not None:
        raise UsageProblem("--cursor: not together with --at; ask for more with --limit")
    page: CasePage | CasesThen
    left = 0
    with deployment() as here:
        must_be_registered(here, profile)
        eyes = sight_of_deleted(here, viewer) if deleted else sight(here, viewer)
        if moment is not None:
            asked = msgspec.structs.replace(asked, parents=family)
            found = cases_at(here.log, moment, asked, sort=sort, descending=newest, sight=eyes)
            then = as_of(moment, found.position)
            shown = found.cases[:limit]
            left = len(found.cases) - len(shown)
            if family:
                shown = list(families(shown, cases_at(here.log, moment, sight=eyes).cases))
            page = CasesThen(shown, len(found.cases), None, found.position, then)
        else:
            with here.reader.reading() as reading:
                page = (list_families if family else list_cases)(
                    reading,
                    asked,
                    sort=sort,
                    descending=newest,
                    limit=limit,
                    cursor=cursor,
                    sight=eyes,
                )
    more = f"; go on with --cursor {page.next}" if page.next else ""
    more = f"; {left} more are not shown" if left else more
    foot = f"{len(page.cases)} cases, {as_of(moment, page.position).in_words()}{more}"
    form.listing(page.cases, COLUMNS, document=page, foot=foot, empty="no such case")


@app.command()
def filters(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the standard filters that are offered at this moment."""
    with deployment() as here, here.reader.reading() as reading:
        offered = [FAMILY] if are_there_families(reading) else []
    Form(as_json, as_csv).listing(offered, FILTERS, empty="no standard filter is offered")


@app.command()
def show(
    case: CaseName,
    at: Moment = None,
    occurred: ByOccurrence = False,
    viewer: As = None,
    deleted: Deleted = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Show one case with its messages and notes."""
    form = Form(as_json, as_csv, zone)
    moment = read_moment(at, occurred=occurred)
    with deployment() as here:
        eyes = sight_of_deleted(here, viewer) if deleted else sight(here, viewer)
        if moment is not None:
            then = case_at(here.log, moment, as_id(case) or case, deleted=deleted)
            if then is None or not sees(eyes, then.case):
                raise NotFound(f"case: there was no case {case!r} at {at}")
            total, position = len(then.messages), then.position
            shown = ShownCase(
                then.case,
                then.messages,
                total,
                then.timeline,
                position,
                as_of(moment, position),
                fields=fields_of(here, then.case),
                links=list(link_blocks(then.case, then.timeline)),
            )
        else:
            with here.reader.reading() as reading:
                id = seen_case(here, reading, case, eyes, deleted=deleted)
                row = find_case(reading, id, deleted=deleted)
                assert row is not None
                held = messages_of(reading, id, limit=page_of(here, row))
                happened = case_timeline(reading, id)
                locks = locks_in_case(
                    reading, id, [each.message_id for each in held.messages], here.clock()
                )
                page = list_cases(reading, CaseFilter(), limit=1)
            now = as_of(None, page.position)
            fields = fields_of(here, row)
            links = list(link_blocks(row, happened))
            shown = ShownCase(
                row, held.messages, held.total, happened, page.position, now, fields, locks, links
            )
    show_case(shown, form)


@app.command()
def history(
    case: CaseName,
    limit: Limit = 1000,
    viewer: As = None,
    deleted: Deleted = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Show everything that happened to a case, in order."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        eyes = sight_of_deleted(here, viewer) if deleted else sight(here, viewer)
        with here.reader.reading() as reading:
            id = seen_case(here, reading, case, eyes, deleted=deleted)
            happened: list[Entry] = case_timeline(reading, id, limit=limit)
    form.listing(happened, HISTORY)


def page_of(here: Deployment, row: CaseRow) -> int:
    """How many messages of a conversation the case's policy shows."""
    assert row.policy_id is not None
    streams = Streams(here.store)
    policy = published_policy(streams, here.ids, row.policy_id, row.policy_version)
    return policy.visibility.conversation_page


def fields_of(here: Deployment, row: CaseRow) -> list[ShownField]:
    streams = Streams(here.store)
    return case_fields(streams, here.ids, row.fields, row.profile_id, row.case_type)


case_work.add_to(app)
case_deleting.add_to(app)
case_taking.add_to(app)
case_links.add_to(app)
case_disposition.add_to(app)
case_finding.add_to(app)
case_follow_up.add_to(app)
case_merging.add_to(app)
case_mentions.add_to(app)
