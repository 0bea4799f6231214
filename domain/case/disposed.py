"""What an agent said became of the matter; it is read before the next mail is sent (B-26)."""

from __future__ import annotations

from uuid import UUID

from domain.case.disposition_events import DispositionSet
from domain.case.errors import CaseIsFinal
from domain.case.state import CaseState
from domain.definition.reference import DefinitionReference
from domain.kernel import Cause, Recorded, evolves


class Disposed(CaseState):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.disposition: DefinitionReference | None = None

    def dispose(self, chosen: DefinitionReference, *, cause: Cause) -> None:
        """Raises CaseIsFinal."""
        if self.is_final:
            raise CaseIsFinal(case_id=self.id, number=self.number, status=self.status)
        if chosen != self.disposition:
            self.record(DispositionSet(chosen.id, chosen.version), cause)

    @evolves(DispositionSet)
    def _disposition_set(self, recorded: Recorded[DispositionSet]) -> None:
        event = recorded.event
        self.disposition = DefinitionReference(event.disposition, event.version)
