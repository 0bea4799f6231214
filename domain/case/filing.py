"""What a case is filed under, and what one that is opened by hand must say of itself."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from domain.case.case_type_errors import FieldRequired
from domain.case.filing_events import TopicChanged
from domain.case.starting_errors import NoteAfterCreation
from domain.case.state import CaseState
from domain.kernel import Cause, Recorded, evolves
from domain.policy.document import Policy


class Filed(CaseState):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.topic: str | None = None

    def file_under(self, topic: str, *, cause: Cause) -> None:
        if topic != self.topic:
            self.record(TopicChanged(topic), cause)

    @evolves(TopicChanged)
    def _topic_changed(self, recorded: Recorded[TopicChanged]) -> None:
        self.topic = recorded.event.topic


def must_say_what_it_is(policy: Policy, given: Mapping[str, str | None]) -> None:
    """Raises FieldRequired, naming all that is missing (Q-12 to Q-14)."""
    required = policy.grouping.manual_requires
    missing = [field for field in required if not (given[field] or "").strip()]
    if missing:
        raise FieldRequired(field=missing[0], fields=", ".join(missing), policy=policy.id)


def must_take_note_now(policy: Policy, note: str | None) -> None:
    """Raises NoteAfterCreation (D-30)."""
    if note is not None and not policy.grouping.note_on_creation:
        raise NoteAfterCreation(field="note", policy=policy.id)
