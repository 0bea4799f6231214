"""The policy of a case in the case list, when it moves on to another one."""

from __future__ import annotations

from domain.case.rebinding_events import PolicyRebound
from projections.case_activity import note, own_row, view
from projections.placed import Placed
from projections.rows import Rows


@view.on(PolicyRebound, own_row)
def rebind(rows: Rows, at: Placed[PolicyRebound]) -> None:
    note(rows, at, policy_id=at.event.policy_id, policy_version=at.event.version)
