"""What would become of open cases if they followed the policy that their profile has now."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.rebinding_errors import NoCounterpart
from domain.conversation.aggregate import Conversation
from domain.policy.bound import BoundPolicy
from domain.policy.reference import PolicyReference
from domain.rules.binding import Hindrance, hindrance_of_moving, open_cases


class Prospect(msgspec.Struct, frozen=True):
    """One case. It stays as it is unless it `moves`; `hindrance` is what keeps it from that.

    `before` is the policy that it follows, `bound` what it would follow, adapted to its type.
    """

    case_id: UUID
    number: str
    version: int
    status: str
    before: PolicyReference
    bound: BoundPolicy
    new_status: str | None = None
    hindrance: Hindrance | None = None

    @property
    def moves(self) -> bool:
        return self.new_status is not None and self.hindrance is None


class Outlook(msgspec.Struct, frozen=True):
    """`keep` follow the version already; `move` can; `conflict` cannot."""

    keep: Sequence[Prospect]
    move: Sequence[Prospect]
    conflict: Sequence[Prospect]

    @property
    def hindrances(self) -> list[Hindrance]:
        return [each.hindrance for each in self.conflict if each.hindrance is not None]


def outlook(unit: Unit, profile_id: str) -> Outlook:
    """For the open cases of a profile, in order of number."""
    places = {
        case_id: conversation
        for conversation in unit.open_conversations(profile_id)
        for case_id in conversation.open_cases
    }
    found = [prospect(case, places[case.id], unit) for case in unit.stored(Case, places)]
    found.sort(key=lambda each: (len(each.number), each.number))
    return Outlook(
        keep=[each for each in found if not each.moves and each.hindrance is None],
        move=[each for each in found if each.moves],
        conflict=[each for each in found if each.hindrance is not None],
    )


def prospect(case: Case, conversation: Conversation, unit: Unit) -> Prospect:
    assert case.policy is not None
    old, new = unit.book.version(unit, case.policy), _current(case, unit)
    bound = unit.adapting.adapted(new, case.case_type, case.process, unit)
    found = Prospect(case.id, case.number, case.version, case.status, case.policy, bound)
    reference = PolicyReference(new.policy.id, new.version)
    standing = {each.case_id: each for each in open_cases(conversation)}
    mine = standing.pop(case.id, None)
    if case.policy == reference or mine is None:
        return found
    hindrance = hindrance_of_moving(old.policy, new.policy, mine, list(standing.values()))
    try:
        status = case.status_under(bound.policy)
    except NoCounterpart:
        why = f"is {case.status}, and the policy has no status of category {case.category}"
        hindrance = hindrance or Hindrance(case.id, case.number, why)
        return msgspec.structs.replace(found, hindrance=hindrance)
    return msgspec.structs.replace(found, new_status=status.name, hindrance=hindrance)


def _current(case: Case, unit: Unit) -> BoundPolicy:
    """What a new case would get in its place."""
    if not case.profile_id:
        return unit.book.appointed(unit, case.group)
    return unit.book.current(unit, unit.book.profile(unit, case.profile_id))
