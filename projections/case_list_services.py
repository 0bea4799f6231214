"""The case list's column about services: what a case's profile was registered for."""

from __future__ import annotations

from domain.profile.events import ProfileRegistered
from projections.case_activity import view
from projections.case_services import SERVICES
from projections.placed import Placed
from projections.rows import Rows


@view.on(ProfileRegistered)
def register(rows: Rows, at: Placed[ProfileRegistered]) -> None:
    rows.put(SERVICES, at.event.profile_id, service=at.event.service)
