"""A service desk's own audit log as customers' messages and agents' commands."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.case.commands import AssignCase, ChangeStatus, CloseCase, ResolveCase, UpdateCase
from domain.policy.reference import PolicyReference
from tests.support.controls import Engine
from tests.support.controls_channel import Channel
from tests.support.defining import define
from tests.support.environment import DATA

FOLDER = DATA / "servicenow_incidents"
DESK = "service-desk"
NOTHING = "?"
STATUSES = [
    {"name": "New", "category": "new"},
    {"name": "Active"},
    {"name": "Awaiting User Info", "pause": True},
    {"name": "Awaiting Vendor", "pause": True},
    {"name": "Awaiting Problem", "pause": True},
    {"name": "Awaiting Evidence", "pause": True},
    {"name": "Resolved", "resolved": True},
    {"name": "Closed", "final": True},
    {"name": "Canceled", "category": "canceled"},
]
"""The states of the audit log, each with the flags that make it what it is."""

ANSWERED = {("Resolved", "Active"), ("Awaiting User Info", "Active")}
"""Moves that the customer makes by writing: a paused or resolved case is reopened."""
KEPT = ("category", "reassignment_count", "made_sla")


class Row(msgspec.Struct, frozen=True):
    """One line of the audit log: how the incident stood after a change."""

    incident: str
    nth: int
    at: datetime
    state: str
    caller: str
    assignee: str
    group: str
    fields: dict[str, Any]


def rows() -> list[Row]:
    """In order of time, and those of one incident in the order of the file: one incident has a row
    whose time lies after those that follow it, and the log's counter of changes is no order."""
    path = FOLDER / "incident_event_log.first5998.csv"
    last: dict[str, datetime] = {}
    found: list[Row] = []
    with path.open(encoding="utf-8", newline="") as file:
        for nth, line in enumerate(csv.DictReader(file)):
            row = _row(nth, line)
            last[row.incident] = max(row.at, last.get(row.incident, row.at))
            found.append(msgspec.structs.replace(row, at=last[row.incident]))
    return sorted(found, key=lambda row: row.at)


def oracle() -> dict[str, Any]:
    """Figures computed from the data alone, without any engine."""
    found: dict[str, Any] = json.loads((FOLDER / "cut_oracle.json").read_text(encoding="utf-8"))
    return found


def _row(nth: int, line: dict[str, str]) -> Row:
    return Row(
        line["number"],
        nth,
        datetime.strptime(line["sys_updated_at"], "%d-%m-%Y %H:%M").replace(tzinfo=UTC),
        line["incident_state"],
        line["caller_id"],
        line["assigned_to"],
        line["assignment_group"],
        {name: line[name] for name in KEPT},
    )


class Replay:
    """One row after the other: a message when the customer acted, else what an agent did."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._channel = Channel(DESK, "portal")
        self._cases: dict[str, UUID] = {}
        engine.profile("creatio", name=DESK, channel="portal")
        define(engine, "case_type", "incident", statuses=STATUSES, reopened="Active")
        define(engine, "queue", "desk", profiles=[DESK], case_type="incident")

    def play(self, row: Row) -> None:
        if row.incident not in self._cases:
            self._write(row)
            message = self._engine.message(f"{row.incident}-{row.nth}", profile=DESK)
            assert message.case_id is not None
            self._cases[row.incident] = message.case_id
        case_id = self._cases[row.incident]
        case = self._engine.case(case_id)
        assert case.policy == PolicyReference("creatio", 1)
        if (case.status, row.state) in ANSWERED:
            self._write(row)
            case = self._engine.case(case_id)
        if not case.is_open and row.state == "Closed":
            self._describe(row, case)
        self._move(row, case_id, case.status)
        if row.state != "Closed":
            self._describe(row, self._engine.case(case_id))

    def _write(self, row: Row) -> None:
        thread = {"id": row.incident, "subject": row.fields["category"]}
        event = self._channel.message(
            f"{row.incident}-{row.nth}", row.at, customer=row.caller, thread=thread
        )
        assert self._engine.hear(self._channel, event).attached == 1

    def _move(self, row: Row, case_id: UUID, status: str) -> None:
        if row.state == status:
            return
        moves: dict[str, Any] = {
            "Resolved": ResolveCase(case_id=case_id),
            "Closed": CloseCase(case_id=case_id),
        }
        command = moves.get(row.state, ChangeStatus(case_id=case_id, status=row.state))
        self._engine.do(command, at=row.at)

    def _describe(self, row: Row, case: Any) -> None:
        given: dict[str, Any] = {}
        if row.assignee not in (NOTHING, case.assignee):
            given["assignee"] = row.assignee
        if row.group not in (NOTHING, case.group):
            given["group"] = row.group
        if given:
            self._engine.do(AssignCase(case_id=case.id, **given), at=row.at)
        if any(case.fields.get(name) != value for name, value in row.fields.items()):
            self._engine.do(UpdateCase(case_id=case.id, fields=row.fields), at=row.at)
