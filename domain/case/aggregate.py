"""Public methods decide and may refuse; what they record is taken in by `CaseState`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.case import events as e
from domain.case.deleting import Deleting
from domain.case.disposed import Disposed
from domain.case.documented import Documented
from domain.case.errors import EmptyText, StaleVersion, UnknownSurvey
from domain.case.filing import Filed
from domain.case.handled import Handled
from domain.case.promoting import Promoting
from domain.case.rated import Rated
from domain.case.rebinding import Rebinding
from domain.case.sentiment import Felt
from domain.case.taking import Taking
from domain.kernel import Cause


class Case(
    Taking, Rated, Deleting, Handled, Filed, Documented, Felt, Promoting, Rebinding, Disposed
):
    """One customer's matter under one pinned policy version."""

    @property
    def holder(self) -> str | None:
        """While another case has taken it over, that one is the load."""
        return super().holder if self.merged_into is None else None

    def create(
        self,
        created: e.CaseCreated,
        bound: e.PolicyBound,
        *,
        cause: Cause,
        title: str | None = None,
    ) -> None:
        self.record(created, cause)
        self.record(bound, cause)
        if title is not None:
            self.retitle(title, cause=cause)

    def must_be_at(self, version: int | None) -> None:
        """Raises StaleVersion when the caller read another version than this one."""
        if version is not None and version != self.version:
            raise StaleVersion(
                case_id=self.id, number=self.number, expected=version, current=self.version
            )

    def attach(self, attached: e.MessageAttached, *, cause: Cause) -> None:
        """Whether it belongs here was decided by the routing rules or a person."""
        self.record(attached, cause)

    def detach(self, detached: e.MessageDetached, *, cause: Cause) -> None:
        """That it is no message of its own was found out by intake."""
        self.record(detached, cause)

    def note(self, note_id: UUID, text: str, *, cause: Cause) -> None:
        self.must_not_be_final()
        self.record(e.NoteAdded(note_id, e.NoteText(visible(text, "note"))), cause)

    def assign(self, assignee: str, *, cause: Cause) -> None:
        self.must_not_be_final()
        assignee = visible(assignee, "assignee")
        if assignee != self.assignee:
            self.record(e.AssigneeChanged(assignee), cause)

    def clear_assignee(self, *, cause: Cause) -> None:
        self.must_not_be_final()
        if self.assignee is not None:
            self.record(e.AssigneeCleared(self.assignee), cause)
            self.return_to_queue("unassigned", cause=cause)

    def give_to_group(self, group: str, *, cause: Cause) -> None:
        self.must_not_be_final()
        group = visible(group, "group")
        if group != self.group:
            self.record(e.GroupChanged(group), cause)

    def retitle(self, title: str, *, cause: Cause) -> None:
        title = visible(title, "title")
        if title != self.title:
            self.record(e.TitleChanged(e.TitleText(title)), cause)

    def prioritise(self, priority: str, *, cause: Cause) -> None:
        priority = visible(priority, "priority")
        if priority != self.priority:
            self.record(e.PriorityChanged(priority), cause)

    def label(self, add: Iterable[str], remove: Iterable[str] = (), *, cause: Cause) -> None:
        for label in (visible(each, "label") for each in add):
            if label not in self.labels:
                self.record(e.LabelAdded(label), cause)
        for label in (visible(each, "label") for each in remove):
            if label in self.labels:
                self.record(e.LabelRemoved(label), cause)

    def set_fields(self, fields: Mapping[str, Any], *, cause: Cause) -> None:
        for name, value in fields.items():
            field = visible(name, "field")
            if field not in self.fields or self.fields[field] != value:
                self.record(e.FieldSet(field, e.FieldValue(value)), cause)

    def record_survey(self, kind: str, *, cause: Cause) -> str:
        survey_id = f"{self.id}.{len(self.surveys) + 1}"
        self.record(e.SurveySent(survey_id, kind), cause)
        return survey_id

    def answer_survey(self, answered: e.SurveyAnswered, *, cause: Cause) -> bool:
        """False when this answer was taken before. Raises UnknownSurvey."""
        if answered.survey_id not in self.surveys:
            raise UnknownSurvey(survey_id=answered.survey_id)
        if answered.answer_id in self.answers:
            return False
        self.record(answered, cause)
        return True


def visible(text: str, field: str) -> str:
    """The text without surrounding blanks. Raises EmptyText when nothing is left of it."""
    stripped = text.strip()
    if not stripped:
        raise EmptyText(field=field)
    return stripped
