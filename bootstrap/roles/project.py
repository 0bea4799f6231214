"""Keeps the views up to date, until it is told to stop."""

from __future__ import annotations

from contextlib import closing
from threading import Event

from bootstrap.heartbeats import Heart, Told
from bootstrap.wiring import Deployment
from ingest.consumer.process import ended_by_signals
from projections.catalog import VIEWS
from projections.hints import Listener
from projections.status import view_statuses


def run(deployment: Deployment) -> int:
    """The exit status."""
    stop = Event()
    runner = deployment.runner()
    heart = Heart(deployment.engine, "project")
    heart.begin()

    def tell() -> Told:
        views = view_statuses(deployment.engine, deployment.log, VIEWS)
        return "stopped" if runner.stopped else "working", {"views": views}

    interval = deployment.settings.poll.total_seconds()
    with (
        closing(Listener(deployment.engine, stop)) as listener,
        ended_by_signals(stop.set),
        heart.beating(tell),
    ):
        runner.run(stop, listener, interval=interval)
    heart.beat("ended", {})
    return 0


def catch_up(deployment: Deployment) -> int:
    """Take what is there, then end. How many events the views took."""
    return deployment.runner().catch_up()
