"""Open cases move on to the policy that a new case of their profile would get."""

from __future__ import annotations

from application.handling.binding import listed
from application.handling.cases import Facts
from application.policies.outlook import prospect
from application.unit import Unit
from domain.case.rebinding_commands import RebindCases
from domain.policy.errors import RebindingRefused


def rebind(command: RebindCases, unit: Unit, _: int | None) -> Facts:
    """A case that is not open any more is left as it is. Raises UnknownCase, RebindingRefused."""
    cases = [unit.case(case_id) for case_id in dict.fromkeys(command.case_ids)]
    prospects = [prospect(case, unit.conversation_of(case), unit) for case in cases]
    found = [each.hindrance for each in prospects if each.hindrance is not None]
    if found:
        raise RebindingRefused(**listed(found))
    moved = [each for each in prospects if each.moves]
    for each in moved:
        unit.case(each.case_id).rebind(each.bound, cause=unit.cause)
    return {
        "moved": [each.number for each in moved],
        "left": [each.number for each in prospects if not each.moves],
    }
