"""Where blocks with links to other cases stand among a case's messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from domain.case.events import ChildLinked
from projections.queries.case_row import CaseRow
from projections.queries.timeline import Entry


class LinkBlock(msgspec.Struct, frozen=True):
    """`kind` says what the other case is: parent or child. `at` None: before everything else."""

    kind: str
    case_id: UUID
    number: str
    at: datetime | None = None


def link_blocks(case: CaseRow, timeline: Iterable[Entry]) -> Iterator[LinkBlock]:
    """The parent first of all; each child when it was tied to the case, as long as it is (D-31 to
    D-33). A child that was detached and tied again stands where it was tied last."""
    if case.parent_id is not None and case.parent_number is not None:
        yield LinkBlock("parent", case.parent_id, case.parent_number)
    tied: dict[str, LinkBlock] = {}
    for each in timeline:
        if each.topic != ChildLinked.TOPIC or each.stream_id != case.case_id:
            continue
        id, number = str(each.detail["child_id"]), str(each.detail["child_number"])
        tied.pop(id, None)
        if id in case.children:
            tied[id] = LinkBlock("child", UUID(id), number, each.occurred_at)
    yield from tied.values()
