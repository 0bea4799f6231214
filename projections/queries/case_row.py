"""A case as lists and single cases show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

WITHHELD: dict[str, Any] = {"title": None, "subject": None, "fields": {}}


class CaseRow(msgspec.Struct, frozen=True):
    """A case as the list shows it. `subject` is the title with which it began; `reopens` counts as
    the statistics do, and `hidden` says that it is deleted."""

    case_id: UUID
    number: str
    profile_id: str
    customer_id: str
    channel: str
    conversation_id: UUID
    slot: str
    origin: str
    status: str
    category: str
    is_open: bool
    group_name: str | None
    assignee: str | None
    priority: str
    labels: list[str]
    title: str | None
    subject: str | None
    fields: dict[str, Any]
    policy_id: str | None
    policy_version: int
    parent_id: UUID | None
    parent_number: str | None
    children: list[str]
    original_number: str | None
    follow_ups: list[str]
    creator: str
    service: str | None
    topic: str | None
    sentiment: str | None
    case_type: str | None
    disposition: str | None
    rule_id: str | None
    queue: str | None
    waiting_since: datetime | None
    articles: list[str]
    workers: list[str]
    merged_into: UUID | None
    merged_into_number: str | None
    merged_numbers: list[str]
    split_from_number: str | None
    hidden: bool
    deleted_by: str | None
    deleted_at: datetime | None
    messages_in: int
    messages_out: int
    notes: int
    resolutions: int
    reopens: int
    created_at: datetime
    last_activity_at: datetime
    last_inbound_at: datetime | None
    last_outbound_at: datetime | None
    settled_at: datetime | None
    version: int


def case_row(row: Mapping[Any, Any]) -> CaseRow:
    """A deleted case comes without what people wrote."""
    found = CaseRow(**row)
    return msgspec.structs.replace(found, **WITHHELD) if found.hidden else found
