"""What was known at a moment: the same views, folded in memory from the log up to there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

import msgspec

from domain.case.events import MessageAttached
from domain.rules.visibility import Sight
from projections import case_list, messages, timeline
from projections.case_table import CASES
from projections.messages import MESSAGES, PLACES
from projections.placed import Log, Placed
from projections.queries.case_row import CaseRow, case_row
from projections.queries.cases import CaseFilter, Sort, filter_cases
from projections.queries.messages import MessageRow, message_row
from projections.queries.timeline import Entry, entry
from projections.rows import Row, Rows
from projections.storage.memory import MemoryTables
from projections.timeline import ENTRIES
from projections.view import View


class Occurred(msgspec.Struct, frozen=True):
    """All that had happened by an instant, as the log knows it up to a position (None: now)."""

    by: datetime
    known: int | None = None


Moment = int | datetime | Occurred
"""A position of the log; or an instant with a zone: all that was recorded up to it, or, as
`Occurred`, all that had happened by then, whenever it was recorded."""

PAGE = 1000


class MomentError(ValueError):
    """Names the rule that the moment breaks."""


class CasesAt(msgspec.Struct, frozen=True):
    """`position` is the last one taken: the largest before which all was recorded by then. As
    occurred by an instant, it is how far the log was read."""

    cases: list[CaseRow]
    position: int


class CaseAt(msgspec.Struct, frozen=True):
    case: CaseRow
    messages: list[MessageRow]
    timeline: list[Entry]
    position: int


def cases_at(
    log: Log,
    moment: Moment,
    asked: CaseFilter | None = None,
    *,
    sort: Sort = "activity",
    descending: bool = True,
    sight: Sight | None = None,
) -> CasesAt:
    moment = _pinned(log, moment)
    tables, last = fold(events_until(log, moment), [case_list.view])
    position = _position(moment, last)
    rows = filter_cases(
        tables.rows(CASES), asked or CaseFilter(), sort=sort, descending=descending, sight=sight
    )
    return CasesAt(rows, position)


def case_at(
    log: Log, moment: Moment, id_or_number: UUID | str, *, deleted: bool = False
) -> CaseAt | None:
    """None when there was no such case yet, or when it was deleted and is not asked for as such."""
    attached: list[tuple[UUID, UUID]] = []
    moment = _pinned(log, moment)
    tables, last = fold(_noting(events_until(log, moment), attached), [case_list.view])
    row = _case_row(tables.rows(CASES), id_or_number)
    if row is None or (row["hidden"] and not deleted):
        return None
    shown_cases = _shown_with(tables.rows(CASES), row["case_id"])
    mine = shown_cases | {message for case, message in attached if case in shown_cases}
    again = moment if isinstance(moment, Occurred) else last
    events = (each for each in events_until(log, again) if each.stream_id in mine)
    details, _ = fold(events, [messages.view, timeline.view])
    hidden = row["hidden"]
    shown_messages = _messages(details, shown_cases)
    shown = [message_row({**each, "hidden": hidden}) for each in shown_messages]
    there = shown_cases | {each["message_id"] for each in shown_messages}
    told = [each for each in details.rows(ENTRIES) if each["stream_id"] in there]
    rows = sorted(told, key=lambda each: each["position"])
    entries = [entry(each, withheld=hidden) for each in rows]
    return CaseAt(case_row(row), shown, entries, _position(moment, last))


def fold(events: Iterable[Placed[Any]], views: Sequence[View]) -> tuple[MemoryTables, int]:
    """The rows that the views would hold after these events, and the last position taken."""
    tables, position = MemoryTables(), 0
    for page in _paged(events):
        for view in views:
            rows = Rows(tables)
            view.apply(rows, page)
            rows.write()
        position = page[-1].position
    return tables, position


def events_until(log: Log, moment: Moment) -> Iterator[Placed[Any]]:
    """The log up to and with a position, or up to the first event recorded after an instant; or
    what had happened by an instant, in the order of the log."""
    if isinstance(moment, Occurred):
        return _occurred(log, moment)
    _must_have_zone(moment)
    return takewhile(lambda at: not _is_later(at, moment), _all(log))


def _occurred(log: Log, moment: Occurred) -> Iterator[Placed[Any]]:
    """Nothing happens to what has not begun: a late message may be older than its case."""
    _must_have_zone(moment.by)
    begun: set[UUID] = set()
    for at in _all(log):
        if moment.known is not None and at.position > moment.known:
            return
        if at.occurred_at > moment.by:
            continue
        if at.recorded.originator_version == 1:
            begun.add(at.stream_id)
        if at.stream_id in begun:
            yield at


def _all(log: Log) -> Iterator[Placed[Any]]:
    after = 0
    while page := log.events(after, PAGE):
        yield from page
        after = page[-1].position


def _pinned(log: Log, moment: Moment) -> Moment:
    """One end for everything that is folded, though the log grows meanwhile."""
    if isinstance(moment, Occurred) and moment.known is None:
        return Occurred(moment.by, log.position())
    return moment


def _position(moment: Moment, last: int) -> int:
    return (moment.known or 0) if isinstance(moment, Occurred) else last


def _must_have_zone(moment: int | datetime) -> None:
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise MomentError("at: the instant has no time zone")


def _is_later(at: Placed[Any], moment: int | datetime) -> bool:
    if isinstance(moment, int):
        return at.position > moment
    recorded_at = at.recorded.recorded_at
    return recorded_at is not None and recorded_at > moment


def _paged(events: Iterable[Placed[Any]]) -> Iterator[list[Placed[Any]]]:
    page: list[Placed[Any]] = []
    for at in events:
        page.append(at)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page


def _noting(
    events: Iterable[Placed[Any]], attached: list[tuple[UUID, UUID]]
) -> Iterator[Placed[Any]]:
    for at in events:
        if isinstance(at.event, MessageAttached):
            attached.append((at.stream_id, at.event.message_id))
        yield at


def _case_row(rows: Iterable[Row], id_or_number: UUID | str) -> Row | None:
    """By number, the one where its merges lead, as `find_case` does."""
    by_id = {row["case_id"]: row for row in rows}
    if isinstance(id_or_number, UUID):
        return by_id.get(id_or_number)
    row = next((each for each in by_id.values() if each["number"] == id_or_number), None)
    while row is not None and row["merged_into"] is not None:
        row = by_id.get(row["merged_into"])
    return row


def _shown_with(rows: Sequence[Row], case_id: UUID) -> set[UUID]:
    shown = {case_id}
    while found := {r["case_id"] for r in rows if r["merged_into"] in shown} - shown:
        shown |= found
    return shown


def _messages(tables: MemoryTables, cases: set[UUID]) -> list[Row]:
    """What the stored view's query joins, joined here."""
    rows = []
    for message in tables.rows(MESSAGES):
        place = tables.row(PLACES, message["message_id"])
        if place is not None and place["case_id"] in cases:
            rows.append({**message, **place})
    return sorted(rows, key=lambda row: (row["sent_at"], row["message_id"]))
