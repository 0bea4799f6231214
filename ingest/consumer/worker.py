"""The consuming process: takes batch after batch, whatever happens to broker and database."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from application.ledger import Ledger
from ingest.consumer.bus import Bus
from ingest.consumer.reporting import Report, Reporter
from ingest.consumer.session import Session, Takes, Tuning
from ingest.failures import (
    ConsumerStalledError,
    Decision,
    Rebuild,
    Reread,
    Retry,
    StopPartition,
    StopWorker,
    decide,
)

logger = logging.getLogger("caseledger.ingest.consumer")

FORGIVEN_AFTER = 60.0
"""Seconds: a failure that comes later than this is the first in a row."""

Connect = Callable[[], Bus]


class Worker:
    def __init__(
        self,
        connect: Connect,
        intake: Takes,
        ledger: Ledger,
        *,
        clock: Callable[[], datetime],
        report: Report = lambda _: None,
        tuning: Tuning | None = None,
    ) -> None:
        self._connect = connect
        self._intake = intake
        self._ledger = ledger
        self._clock = clock
        self._tuning = tuning or Tuning()
        self._reporter = Reporter(report, self._tuning.report_every, clock)
        self._ending = threading.Event()
        self._attempt = 0
        self._failed_at = 0.0

    def stop(self) -> None:
        """Finish the batch in hand, leave the group, end `run`. Safe in a signal handler."""
        self._ending.set()

    def run(self) -> int:
        """Until stopped: 0; or until nothing but a person can help: not 0."""
        exit_code = None
        while exit_code is None and not self._ending.is_set():
            exit_code = self._live()
        self._reporter.tell("ended")
        return exit_code or 0

    def _live(self) -> int | None:
        """One life of a client; the exit code when the worker has to end."""
        try:
            bus = self._connect()
        except Exception as failure:
            return self._end_life(self._judge(failure))
        session = Session(
            bus, self._intake, self._ledger, self._reporter, self._tuning, self._clock
        )
        try:
            return self._end_life(self._consume(session))
        finally:
            session.close()

    def _consume(self, session: Session) -> Decision | None:
        """What ends this life; None when asked to stop."""
        while not self._ending.is_set():
            try:
                if session.step():
                    self._attempt = 0
                continue
            except Exception as failure:
                decision: Decision | None = self._judge(failure)
            while decision is not None:
                if isinstance(decision, Rebuild | StopWorker):
                    return decision
                decision = self._obey(session, decision)
        return None

    def _obey(self, session: Session, decision: Decision) -> Decision | None:
        """Obeying may fail too, then there is another decision to obey."""
        try:
            match decision:
                case Retry(after):
                    session.wait(after)
                    self._reporter.tell("waiting")
                case Reread():
                    session.reread()
                case StopPartition(missing):
                    session.stop_partition(missing)
        except Exception as failure:
            return self._judge(failure)
        return None

    def _judge(self, failure: Exception) -> Decision:
        now = time.monotonic()
        in_a_row = now - self._failed_at < FORGIVEN_AFTER
        self._attempt = self._attempt + 1 if in_a_row else 1
        self._failed_at = now
        decision = decide(failure, self._attempt)
        stalled = isinstance(failure, ConsumerStalledError)
        self._reporter.failed(failure, stalled=stalled)
        loud = logging.ERROR if stalled else logging.WARNING
        logger.log(loud, "%s: %s; %s", type(failure).__name__, failure, decision)
        return decision

    def _end_life(self, decision: Decision | None) -> int | None:
        match decision:
            case None:
                return 0
            case StopWorker(reason, exit_code):
                logger.critical("the worker stops: %s", reason)
                return exit_code
            case Rebuild(after) | Retry(after):
                self._begin_anew(after)
        return None

    def _begin_anew(self, after: timedelta) -> None:
        self._reporter.rebuilt()
        self._reporter.tell("waiting")
        self._ending.wait(after.total_seconds())
