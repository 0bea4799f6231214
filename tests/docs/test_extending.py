"""The examples of `docs/extending.md` work as they stand."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from sqlalchemy import MetaData, Table, Text

from application.mapper import EventMapper
from domain.case.events import CaseResolved, NoteAdded, NoteText
from domain.kernel import Cause, Event, Recorded
from projections.columns import count, key
from projections.placed import Placed
from projections.rows import Rows
from projections.storage.memory import MemoryTables
from projections.view import View
from tests.support.environment import ROOT

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
ID = UUID(int=7)
CAUSE = Cause("agent:anna", NOW, "c", "c")


def run(starting_with: str, names: dict[str, Any]) -> dict[str, Any]:
    blocks: list[str] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (block,) = [each for each in blocks if each.startswith(starting_with)]
    exec(block, names)
    return names


def test_the_new_version_reads_the_bytes_of_the_old_one() -> None:
    old = EventMapper([CaseResolved], lambda: NOW)
    event = CaseResolved(1, "Open", "Resolved", "resolved")
    stored: StoredEvent = old.to_stored_event(Recorded(ID, 1, event, CAUSE))
    newer = run("class CaseResolved", {"Event": Event, "Any": Any})["CaseResolved"]
    read = EventMapper([newer], lambda: NOW).to_domain_event(stored)
    assert read.event == newer(1, "Open", "Resolved", "resolved", "unknown")


def test_the_new_view_counts() -> None:
    known = {"Table": Table, "MetaData": MetaData, "View": View, "key": key, "count": count}
    typed = {"NoteAdded": NoteAdded, "Rows": Rows, "Placed": Placed}
    columns = run("NOTES = ", {**known, **typed, "Text": Text})
    tables = MemoryTables()
    rows = Rows(tables)
    event = NoteAdded(ID, NoteText("called back"))
    columns["view"].apply(rows, [Placed(1, Recorded(ID, 1, event, CAUSE))])
    rows.write()
    assert list(tables.rows(columns["NOTES"])) == [{"agent": "agent:anna", "notes": 1}]
