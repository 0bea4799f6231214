"""Follows the dead letters and copies each to Kafka, at least once, with a position of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from application.ledger import DeadLetter, Ledger
from application.outages import is_outage
from relay.letters import copy_of, reference_to
from relay.outlet import Outlet, OutletAwayError

logger = logging.getLogger("caseledger.relay")

NAME = "dead-letters"
PAGE = 100
FIRST_WAIT = timedelta(milliseconds=200)
LONGEST_WAIT = timedelta(seconds=10)
ATTEMPTS_AT_A_FAULT = 3
FAULT_EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h."""


class RelayStatus(msgspec.Struct, frozen=True):
    """`state` is relaying, waiting (an outage, or no broker) or ended; `behind` counts letters not
    yet copied, up to one page."""

    state: str
    at: datetime
    position: int = 0
    behind: int = 0
    relayed: int = 0
    last_error: str | None = None
    last_error_at: datetime | None = None


class LetterRelay:
    def __init__(
        self,
        ledger: Ledger,
        connect: Callable[[], Outlet],
        *,
        clock: Callable[[], datetime],
        report: Callable[[RelayStatus], None] = lambda _: None,
        poll: timedelta = timedelta(milliseconds=250),
        report_every: timedelta = timedelta(seconds=5),
    ) -> None:
        self._ledger = ledger
        self._connect = connect
        self._clock = clock
        self._report = report
        self._poll = poll
        self._report_every = report_every
        self._outlet: Outlet | None = None
        self._ending = threading.Event()
        self._attempt = 0
        self._status = RelayStatus("waiting", clock())

    def stop(self) -> None:
        """Finish the page in hand and end `run`. Safe in a signal handler."""
        self._ending.set()

    def run(self) -> int:
        """Until stopped: 0; or until nothing but a person can help: not 0."""
        exit_code = 0
        while exit_code == 0 and not self._ending.is_set():
            try:
                copied = self.step()
                self._attempt = 0
                if copied == 0:
                    self._ending.wait(self._poll.total_seconds())
            except Exception as failure:
                exit_code = self._wait_after(failure)
        self._disconnect()
        self._tell(state="ended")
        return exit_code

    def step(self) -> int:
        """Copy one page of letters; how many. Whoever relays beside us copies some twice."""
        position = self._ledger.relay_position(NAME)
        letters = self._ledger.letters(state=None, after=position, limit=PAGE)
        if letters:
            self._publish(letters)
            moved_to = letters[-1].id
            if self._ledger.move_relay(NAME, expected=position, position=moved_to):
                position = moved_to
        self._tell_when_due(position, len(letters))
        return len(letters)

    def _publish(self, letters: list[DeadLetter]) -> None:
        self._outlet = self._outlet or self._connect()
        refused = self._outlet.publish([copy_of(each) for each in letters])
        for letter in letters:
            alone = letter.id in refused and self._outlet.publish([copy_of(letter)])
            if alone and self._outlet.publish([reference_to(letter)]):
                logger.error("the broker refuses even a reference to dead letter %d", letter.id)

    def _wait_after(self, failure: Exception) -> int:
        """The exit code; 0 to go on."""
        self._attempt += 1
        self._disconnect()
        self._tell(
            state="waiting",
            last_error=f"{type(failure).__name__}: {failure}",
            last_error_at=self._clock(),
        )
        logger.warning("%s: %s", type(failure).__name__, failure)
        expected = isinstance(failure, OutletAwayError) or is_outage(failure)
        if not expected and self._attempt >= ATTEMPTS_AT_A_FAULT:
            logger.critical("the relay stops: %s", failure)
            return FAULT_EXIT_CODE
        doubled: int = 2 ** min(self._attempt - 1, 16)
        self._ending.wait(min(FIRST_WAIT * doubled, LONGEST_WAIT).total_seconds())
        return 0

    def _disconnect(self) -> None:
        outlet, self._outlet = self._outlet, None
        if outlet is not None:
            outlet.close()

    def _tell_when_due(self, position: int, copied: int) -> None:
        overdue = self._clock() - self._status.at >= self._report_every
        self._status = msgspec.structs.replace(
            self._status, position=position, relayed=self._status.relayed + copied
        )
        if overdue or self._status.state != "relaying":
            left = self._ledger.letters(state=None, after=position, limit=PAGE)
            self._tell(state="relaying", behind=len(left))

    def _tell(self, **changes: object) -> None:
        self._status = msgspec.structs.replace(self._status, at=self._clock(), **changes)
        self._report(self._status)
