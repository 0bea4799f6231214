"""The disposition of a case; and what else is for cases of some services only."""

from __future__ import annotations

from collections.abc import Collection

from application.handling.cases import Facts, facts_of
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.disposition_commands import SetDisposition
from domain.definition.disposition import Disposition
from domain.definition.per_service import must_be_for


def set_disposition(command: SetDisposition, unit: Unit, expected_version: int | None) -> Facts:
    """Raises UnknownDefinition, InactiveDefinition, NotOfTheService, CaseIsMerged, CaseIsFinal."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.must_not_be_merged()
    chosen = unit.definitions.newest(unit, Disposition, command.disposition)
    services = unit.definitions.pinned(unit, Disposition, chosen).services
    must_be_of_its_service(case, unit, services, kind=Disposition.KIND, id=chosen.id)
    case.dispose(chosen, cause=unit.cause)
    return facts_of(case) | {"disposition": chosen.id}


def must_be_of_its_service(
    case: Case, unit: Unit, services: Collection[str], *, kind: str, id: str
) -> None:
    """A case is of its profile's service. Raises NotOfTheService."""
    if not services:
        return
    registered = unit.book.profile(unit, case.profile_id).registered if case.profile_id else None
    service = registered.service if registered is not None else None
    must_be_for(service, services, kind=kind, id=id, number=case.number)
