"""The notes of a case: what people wrote, and sentences made of its links each time anew.

A rendered sentence stays right when numbers or languages change, and nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.case.disposition_events import DispositionSet
from domain.case.events import FollowUpLinked, NoteAdded

FOLLOW_UPS = {
    "original": "Case created as follow up from case {number}",
    "follow_up": "Follow up case {number} is created",
}
"""By what the other case is (B-39, B-41)."""


def note_of(topic: str, detail: Mapping[str, Any]) -> str | None:
    """None for events that are no note. Who noted it and when is told by the entry."""
    if topic == NoteAdded.TOPIC:
        text: str = detail["personal"]["text"]
        return text
    if topic == DispositionSet.TOPIC:
        return f"Disposition: {detail['disposition']}"
    if topic == FollowUpLinked.TOPIC:
        return FOLLOW_UPS[detail["role"]].format_map(detail)
    return None
