"""Case numbers drawn in blocks, so that most cases ask the database for none."""

from __future__ import annotations

from collections import deque

from application.ledger import Ledger

BLOCK = 50


class Numbers:
    """A number that was drawn and not used stays a gap."""

    def __init__(self, ledger: Ledger, *, block: int = BLOCK) -> None:
        self._ledger = ledger
        self._block = block
        self._drawn: deque[str] = deque()

    def take(self) -> str:
        if not self._drawn:
            self._drawn.extend(self._ledger.take_numbers(self._block))
        return self._drawn.popleft()
