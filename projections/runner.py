"""Keeps all views up to date: reads each page of the log once and lets every view take it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Event
from typing import Any, Protocol

from sqlalchemy import Engine

from projections import slots
from projections.paging import OUTAGES, PoisonedPage, describe, take
from projections.placed import Log, Placed
from projections.slots import Overtaken, Standing
from projections.view import View

logger = logging.getLogger("caseledger.projections")

PAGE = 1000


class Waiting(Protocol):
    def wait(self, seconds: float) -> None:
        """Come back when there may be something new, at the latest after `seconds`."""
        ...


class Runner:
    """Any number of runners may work at once; a page takes effect once.

    A view that meets an event which it cannot take stops there and says so; the others go on. It
    tries again when a runner is started anew.
    """

    def __init__(
        self, engine: Engine, log: Log, views: Sequence[View], *, page: int = PAGE
    ) -> None:
        self._engine = engine
        self._log = log
        self._views = views
        self._page = page
        self._stopped: set[tuple[str, str]] = set()
        self._told: set[tuple[str, int]] = set()
        with engine.begin() as connection:
            slots.install(connection, views)

    @property
    def stopped(self) -> frozenset[str]:
        """Views that met an event which they could not take, since this runner started."""
        return frozenset(view for view, _ in self._stopped)

    def run_once(self) -> int:
        """Take one page into each view; how many events were taken, over all views, whoever did."""
        with self._engine.connect() as connection:
            standing = slots.serving(connection)
        pages: dict[int, Sequence[Placed[Any]]] = {}
        taken = 0
        for view in self._views:
            at = standing.get(view.name)
            if at is None or self._rests(view, at):
                continue
            if at.position not in pages:
                pages[at.position] = self._log.events(at.position, self._page)
            if events := pages[at.position]:
                taken += self._take(view, at, events)
        return taken

    def catch_up(self) -> int:
        """Take pages until there is nothing left to take."""
        total = 0
        while taken := self.run_once():
            total += taken
        return total

    def run(self, stop: Event, waiting: Waiting, *, interval: float = 0.5) -> None:
        """Until `stop` is set. An outage of the database is waited for, not died of."""
        while not stop.is_set():
            try:
                if self.run_once():
                    continue
                waiting.wait(interval)
            except OUTAGES as outage:
                logger.warning("database away: %s", describe(outage))
                stop.wait(interval)

    def _take(self, view: View, at: Standing, events: Sequence[Placed[Any]]) -> int:
        try:
            take(self._engine, view, at, events)
        except Overtaken:
            return len(events)
        except PoisonedPage as poisoned:
            self._stop(view, poisoned)
            return sum(each.position <= poisoned.reached.position for each in events)
        return len(events)

    def _stop(self, view: View, poisoned: PoisonedPage) -> None:
        self._stopped.add((view.name, poisoned.reached.slot))
        error = describe(poisoned.fault)
        with self._engine.begin() as connection:
            slots.fail(connection, poisoned.reached, poisoned.position, error)
        logger.error("view %s stopped at position %d: %s", view.name, poisoned.position, error)

    def _rests(self, view: View, at: Standing) -> bool:
        if at.version == view.version:
            return (view.name, at.slot) in self._stopped
        if (view.name, at.version) not in self._told:
            self._told.add((view.name, at.version))
            logger.error(
                "view %s holds version %d, this program needs %d: `caseledger views rebuild %s`",
                *(view.name, at.version, view.version, view.name),
            )
        return True
