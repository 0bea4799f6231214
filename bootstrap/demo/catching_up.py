"""Waits until every view has taken the whole log."""

from __future__ import annotations

import time
from collections.abc import Callable

from bootstrap.wiring import Deployment
from projections.catalog import VIEWS
from projections.status import view_statuses

LOOK_EVERY = 0.02
PATIENCE = 60.0


class ViewsStandError(Exception):
    """A view does not get on."""


def wait_for_views(deployment: Deployment, alarm: Callable[[], None]) -> None:
    """Raises ViewsStandError, or what the alarm raises."""
    deadline = time.monotonic() + PATIENCE
    while behind := [
        each
        for each in view_statuses(deployment.engine, deployment.log, VIEWS)
        if each.state != "current"
    ]:
        alarm()
        worst = behind[0]
        if worst.state == "failed":
            raise ViewsStandError(f"view {worst.view} stopped: {worst.error}")
        if time.monotonic() > deadline:
            raise ViewsStandError(f"view {worst.view} is {worst.state} after {PATIENCE:.0f} s")
        time.sleep(LOOK_EVERY)
