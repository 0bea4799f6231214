"""Case numbers drawn in blocks, so that most batches ask the database for none."""

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

    def expect(self, cases: int) -> None:
        """So many are likely to be taken: draw what is missing at once."""
        missing = cases - len(self._drawn)
        if missing > 0:
            self._drawn.extend(self._ledger.take_numbers(max(missing, self._block)))

    def take(self) -> str:
        self.expect(1)
        return self._drawn.popleft()
