"""The cases that somebody sees, as a condition of the database; see `domain.rules.visibility`."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, and_, not_, or_, select, tuple_

from domain.rules.visibility import Sight, may_see
from projections.case_activity import view
from projections.case_services import SERVICES
from projections.case_table import CASES
from projections.queries.case_row import CaseRow
from projections.reading import Reading

POLICY = tuple_(CASES.c.policy_id, CASES.c.policy_version)


def seen_by(sight: Sight) -> ColumnElement[bool]:
    """The same as `may_see`."""
    own, group = sight.versions("own_history"), sight.versions("group")
    of_his_groups = or_(CASES.c.group_name.is_(None), CASES.c.group_name.in_(sight.groups))
    of_his_services = or_(CASES.c.service.is_(None), CASES.c.service.in_(sight.services))
    return or_(
        CASES.c.assignee.in_([sight.agent, f"agent:{sight.agent}"]),
        and_(POLICY.in_(own), CASES.c.workers.contains([sight.agent])),
        and_(POLICY.in_(group), of_his_groups),
        and_(not_(POLICY.in_(own + group)), of_his_services),
    )


def sees(sight: Sight | None, case: CaseRow) -> bool:
    return sight is None or may_see(sight, msgspec.structs.asdict(case))


def seen_among(reading: Reading, sight: Sight, cases: Collection[UUID]) -> set[UUID]:
    """Those of these cases that he sees."""
    asked = select(CASES.c.case_id).where(CASES.c.case_id.in_(cases), seen_by(sight))
    return set(reading.execute(view, asked).scalars())


def hidden_profiles(reading: Reading, sight: Sight) -> list[str]:
    """Profiles of services that he is not qualified for."""
    others = SERVICES.c.service.is_not(None) & SERVICES.c.service.not_in(sight.services)
    return list(reading.execute(view, select(SERVICES.c.profile_id).where(others)).scalars())
