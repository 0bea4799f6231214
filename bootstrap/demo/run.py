"""The demo from an empty folder to the summary, and on until somebody ends it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from rich.console import Console

from bootstrap.demo.catching_up import wait_for_views
from bootstrap.demo.home import DemoRefusedError, claimed
from bootstrap.demo.interrupting import interrupted_once, work
from bootstrap.demo.options import DemoOptions
from bootstrap.demo.performance import perform
from bootstrap.demo.stopwatch import Stopwatch
from bootstrap.demo.suggestions import suggestions
from bootstrap.demo.summary import summarise
from bootstrap.demo.tables import show
from bootstrap.embedded.processes import require_free
from bootstrap.settings import Settings, load, variable
from bootstrap.supervisor import RoleEndedError, Supervisor
from bootstrap.up import Running, everything
from bootstrap.wiring import Deployment, utc_now
from ingest.simulation.cast import DEFAULT_PROFILES

JOINS_QUICKLY = timedelta(seconds=6)
"""The embedded broker lets a group begin after half of its session timeout."""


def run(options: DemoOptions, console: Console) -> bool:
    """Whether the law holds.

    Raises DemoRefusedError, SettingsError, and what the servers, the roles and the views raise;
    KeyboardInterrupt when it was ended before the summary.
    """
    settings = _settings(options)
    if options.port is not None:
        require_free(options.port)
    watch = Stopwatch()
    with interrupted_once(), claimed(options.home):
        _log_to(options.home / "logs" / "demo.log")
        console.print(f"Starting a broker, a database and the roles in {options.home} ...")
        with everything(settings, port=options.port) as running:
            watch.lap("started")
            with Deployment(running.settings) as deployment, work():
                return _perform(options, running, deployment, watch, console)


def _perform(
    options: DemoOptions,
    running: Running,
    deployment: Deployment,
    watch: Stopwatch,
    console: Console,
) -> bool:
    now = utc_now()
    start = _midnight(now) - timedelta(days=options.days)

    def alarm() -> None:
        if (ended := running.roles.ended()) is not None:
            raise RoleEndedError(ended)

    played = perform(options, deployment, start, console, alarm)
    watch.lap("played")
    wait_for_views(deployment, alarm)
    watch.lap("views caught up")
    summary = summarise(deployment, start.date(), now.date())
    show(summary, played, DEFAULT_PROFILES, console)
    console.print(f"{watch}\n")
    if not options.once:
        _stay(options, running, deployment, console)
    return summary.holds


def _stay(options: DemoOptions, running: Running, deployment: Deployment, console: Console) -> None:
    """Until Ctrl-C. Raises RoleEndedError when a role ends by itself."""
    console.print(f"Broker    {running.settings.kafka}", soft_wrap=True)
    console.print(f"Database  {deployment.database}\n", soft_wrap=True)
    console.print("Worth trying in a second terminal, in this folder:\n")
    with deployment.reader.reading() as reading:
        for shows, command in suggestions(reading, options.home):
            console.print(f"  # {shows}\n  {command}\n", soft_wrap=True)
    console.print("Everything stays up until Ctrl-C.")
    _watch(running.roles)
    console.print("\nEnding ...")


def _watch(roles: Supervisor) -> None:
    try:
        ended = roles.watch(Event())
    except KeyboardInterrupt:
        return
    if ended is not None:
        raise RoleEndedError(ended)


def _log_to(file: Path) -> None:
    """What libraries grumble about under load; whatever matters ends the demo with a sentence."""
    file.parent.mkdir()
    logging.basicConfig(filename=file, level=logging.WARNING, force=True)


def _settings(options: DemoOptions) -> Settings:
    """Our own servers always: a demo has no business in anybody's log."""
    settings = load()
    for field in ("database_url", "kafka"):
        if getattr(settings, field) is not None:
            raise DemoRefusedError(
                f"{variable(field)}: is set, but the demo plays on servers of its own; unset it"
            )
    return settings.model_copy(
        update={"home": options.home, "kafka_session_timeout": JOINS_QUICKLY}
    )


def _midnight(at: datetime) -> datetime:
    """The same seed then plays the same all day long."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
