"""How far each view is, what stopped it, and what is being built beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import Engine

from projections import slots
from projections.placed import Log
from projections.slots import Standing
from projections.view import View

State = Literal["current", "behind", "failed", "stale", "missing"]


class ViewStatus(msgspec.Struct, frozen=True):
    """`lag` is in positions, which may have gaps; `waiting_since` is when the first event that is
    not taken yet was recorded. `stale` rows are of another version than this program needs."""

    view: str
    state: State
    version: int | None
    needed_version: int
    slot: str | None
    position: int
    head: int
    lag: int
    waiting_since: datetime | None
    moved_at: datetime | None
    failed_position: int | None
    failed_at: datetime | None
    error: str | None
    building_version: int | None
    building_position: int | None


def view_statuses(engine: Engine, log: Log, views: Sequence[View]) -> list[ViewStatus]:
    with engine.connect() as connection:
        standing = {(at.view, at.serving): at for at in slots.standings(connection)}
    head = log.position()
    return [
        _status(view, log, head, standing.get((view.name, True)), standing.get((view.name, False)))
        for view in views
    ]


def _status(
    view: View, log: Log, head: int, live: Standing | None, resting: Standing | None
) -> ViewStatus:
    position = live.position if live else 0
    waiting = log.events(position, 1) if position < head else ()
    building = resting if resting and resting.building else None
    return ViewStatus(
        view=view.name,
        state=_state(view, live, head),
        version=live.version if live else None,
        needed_version=view.version,
        slot=live.slot if live else None,
        position=position,
        head=head,
        lag=max(0, head - position),
        waiting_since=waiting[0].recorded.recorded_at if waiting else None,
        moved_at=live.moved_at if live else None,
        failed_position=live.failed_position if live else None,
        failed_at=live.failed_at if live else None,
        error=live.error if live else None,
        building_version=building.version if building else None,
        building_position=building.position if building else None,
    )


def _state(view: View, live: Standing | None, head: int) -> State:
    if live is None:
        return "missing"
    if live.version != view.version:
        return "stale"
    if live.failed_position is not None:
        return "failed"
    return "current" if live.position >= head else "behind"
