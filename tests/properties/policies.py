"""The policies as plain words, written down from the sources and not from the documents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FOR_EVER = timedelta(days=1_000_000)
SHORT = {"new": "New", "open": "Open", "resolved": "Resolved"}
USUAL = SHORT | {
    "open": "In progress",
    "waiting_customer": "Pending",
    "on_hold": "On hold",
    "closed": "Closed",
    "canceled": "Canceled",
    "spam": "Spam",
}
PLAIN: dict[str, Any] = {
    "one": False,
    "threads": True,
    "authors": False,
    "creates": True,
    "private": False,
    "idle": None,
    "then": None,
    "waiting_customer": "append_reopen",
    "resolved_in_grace": "append_reopen",
    "resolved_after_grace": "new_case",
    "final": "new_case",
    "grace": FOR_EVER,
    "each_done": True,
    "clear": False,
    "chooses": False,
    "children": False,
    "statuses": USUAL,
    "reopened": ("Reopened", "open"),
}
POLICIES: dict[str, dict[str, Any]] = {
    "deskie": PLAIN
    | {
        "children": True,
        "statuses": {
            "open": "Open",
            "waiting_customer": "Pending",
            "resolved": "Resolved",
            "closed": "Closed",
        },
        "reopened": ("Open", "open"),
    },
    "qualtrics": PLAIN
    | {
        "threads": False,
        "authors": True,
        "private": True,
        "idle": 28 * DAY,
        "then": "leave_open",
        "waiting_customer": "append",
        "grace": 0 * DAY,
        "statuses": SHORT,
        "reopened": ("Open", "open"),
    },
    "emplifi": PLAIN
    | {
        "one": True,
        "threads": False,
        "resolved_after_grace": "park",
        "final": "park",
        "grace": 72 * HOUR,
        "statuses": {
            "new": "New",
            "open": "Open",
            "waiting_customer": "Pending",
            "on_hold": "On hold",
            "resolved": "Done",
            "spam": "Spam",
        },
        "reopened": ("Open", "open"),
    },
    "creatio": PLAIN
    | {
        "clear": True,
        "statuses": {
            "new": "New",
            "open": "In progress",
            "waiting_customer": "Waiting for response",
            "resolved": "Resolved",
            "closed": "Closed",
            "canceled": "Canceled",
        },
    },
    "bright_pattern": PLAIN
    | {
        "waiting_customer": "append",
        "grace": 14 * DAY,
        "chooses": True,
        "statuses": {
            "new": "New",
            "open": "Open",
            "waiting_customer": "Pending",
            "resolved": "Resolved",
            "closed": "Closed",
        },
        "reopened": ("Open", "open"),
    },
    "following": PLAIN
    | {
        "one": True,
        "threads": False,
        "idle": 7 * DAY,
        "then": "auto_resolve",
        "resolved_in_grace": "append_silent",
        "resolved_after_grace": "new_followup_case",
        "final": "new_followup_case",
        "grace": 24 * HOUR,
        "each_done": False,
        "children": True,
    },
    "strict": PLAIN
    | {
        "threads": False,
        "creates": False,
        "idle": 7 * DAY,
        "then": "auto_resolve",
        "resolved_in_grace": "park",
        "resolved_after_grace": "append_reopen",
        "final": "reject_with_reply",
        "grace": 1 * HOUR,
        "children": True,
    },
}
OWN: dict[str, dict[str, Any]] = {
    "following": {
        "grouping": {"one_open_case": True, "idle_split": {"after": "7d", "then": "auto_resolve"}},
        "on_customer_message": {
            "resolved_in_grace": "append_silent",
            "resolved_after_grace": "new_followup_case",
            "final": "new_followup_case",
        },
        "followup": {"by_inbound": True},
        "grace": {"length": "24h", "restart_on_each_done": False},
    },
    "strict": {
        "grouping": {
            "one_open_case": False,
            "auto_create": {"enabled": False},
            "idle_split": {"after": "7d", "then": "auto_resolve"},
        },
        "on_customer_message": {
            "resolved_in_grace": "park",
            "resolved_after_grace": "append_reopen",
            "final": "reject_with_reply",
        },
        "grace": {"length": "1h"},
    },
}
"""What those of our own change in the built-in document."""
