"""How much of a batch is committed at once while others write to what it rests on."""

from __future__ import annotations

AGAIN = 1
"""Mostly somebody was there just once; then the same records fit at the second attempt."""
PATIENCE = 20
CLASHES = 3


class Window:
    """`width` records from the front. A contended one is committed alone, in milliseconds, after
    those before it and before those behind it: who writes in a loop holds up only its own record.
    """

    def __init__(self, size: int) -> None:
        self.width = size
        self._refusals = 0
        self._alone_next = False

    def refused(self, contended: int) -> bool:
        """The record at this index rests on what has changed. False: it is hopeless for now."""
        self._refusals += 1
        if self.width == 1:
            return self._refusals < PATIENCE
        if self._refusals > AGAIN:
            self._narrow(contended)
            self._alone_next = contended > 0
        return True

    def clashed(self) -> bool:
        """A version was taken that nobody is known to have written. False: by one record alone."""
        self._refusals += 1
        if self._refusals >= CLASHES:
            if self.width == 1:
                return False
            self._narrow(self.width // 2)
        return True

    def advance(self, left: int) -> None:
        """It was committed; so many records are left."""
        self._refusals = 0
        self.width = 1 if self._alone_next else left
        self._alone_next = False

    def _narrow(self, width: int) -> None:
        self.width = max(1, width)
        self._refusals = 0
