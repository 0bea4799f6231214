"""A case's type and process: which statuses it has, and how it may move between them."""

from __future__ import annotations

from uuid import UUID

from domain.case import events as e
from domain.case.case_type_errors import FieldRequired, TransitionNotAllowed
from domain.case.case_type_events import CaseTypeSet, ProcessSet
from domain.case.errors import CaseIsFinal, CaseNotOpen
from domain.case.state import CaseState
from domain.definition.reference import DefinitionReference
from domain.kernel import Cause, Recorded, evolves
from domain.policy.categories import OPEN
from domain.policy.document import Policy
from domain.policy.statuses import Status


class Typed(CaseState):
    """`policy` is everywhere the pinned one, adapted to the pinned type and process."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.case_type: DefinitionReference | None = None
        self.process: DefinitionReference | None = None

    def set_type(self, chosen: DefinitionReference, policy: Policy, *, cause: Cause) -> None:
        """`policy` is adapted to the chosen type already. A status that the type has not becomes
        its first one of the same category, else its first open one. Raises CaseIsFinal,
        CaseNotOpen."""
        if chosen == self.case_type:
            return
        if self.is_final:
            raise CaseIsFinal(case_id=self.id, number=self.number, status=self.status)
        if not self.is_open:
            raise CaseNotOpen(case_id=self.id, number=self.number, status=self.status)
        to = _counterpart(self.status, self.category, policy)
        self.record(CaseTypeSet(chosen.id, chosen.version), cause)
        if (to.name, to.category) != (self.status, self.category):
            self.record(e.StatusChanged(self.status, to.name, to.category), cause)

    def begin_with_type(self, chosen: DefinitionReference, *, cause: Cause) -> None:
        """Of a case that was just created with a status of this type."""
        self.record(CaseTypeSet(chosen.id, chosen.version), cause)

    def follow_process(self, chosen: DefinitionReference | None, *, cause: Cause) -> None:
        if chosen == self.process:
            return
        named = (chosen.id, chosen.version) if chosen is not None else (None, 0)
        self.record(ProcessSet(*named), cause)

    def must_be_allowed(self, policy: Policy, to: Status) -> None:
        """Canceling always is (C-15). Raises TransitionNotAllowed, FieldRequired."""
        process = policy.process
        if process is None or to.category == "canceled" or to.name == self.status:
            return
        allowed = process.allowed_from(self.status)
        if to.name not in allowed:
            canceled = policy.status_of("canceled")
            always = (canceled.name,) if canceled is not None else ()
            raise TransitionNotAllowed(
                case_id=self.id,
                number=self.number,
                from_status=self.status,
                to_status=to.name,
                allowed=", ".join(dict.fromkeys((*allowed, *always))),
                process=self.process.id if self.process is not None else None,
            )
        self.must_have_what_it_needs(policy, to)

    def must_have_what_it_needs(self, policy: Policy, to: Status) -> None:
        """Raises FieldRequired."""
        stage = policy.process.stage(to.name) if policy.process is not None else None
        for field in stage.requires if stage is not None else ():
            if self._value_of(field) in (None, ""):
                raise FieldRequired(
                    case_id=self.id, number=self.number, field=field, status=to.name
                )

    def _value_of(self, field: str) -> object:
        own = {"assignee": self.assignee, "group": self.group, "title": self.title}
        return own[field] if field in own else self.fields.get(field)

    @evolves(CaseTypeSet)
    def _type_set(self, recorded: Recorded[CaseTypeSet]) -> None:
        self.case_type = DefinitionReference(recorded.event.case_type, recorded.event.version)

    @evolves(ProcessSet)
    def _process_set(self, recorded: Recorded[ProcessSet]) -> None:
        event = recorded.event
        self.process = DefinitionReference(event.process, event.version) if event.process else None


def _counterpart(status: str, category: str, policy: Policy) -> Status:
    same = policy.status(status)
    if same is not None and same.category in OPEN:
        return same
    return policy.status_of(category) or policy.status_of("open") or policy.initial_status
