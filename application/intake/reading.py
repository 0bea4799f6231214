"""Decodes records, also ahead of the batch that takes them."""

from __future__ import annotations

from collections.abc import Sequence

from application.intake.item import Item, read
from application.intake.records import Decode, Record
from application.meanwhile import Meanwhile

AT_ONCE = 25
"""Records in a step: less than a millisecond."""


class Reading:
    """What was read ahead is known by the record's identity; it keeps the record, so no other one
    can get the same."""

    def __init__(self) -> None:
        self._ahead: dict[int, Item] = {}

    def items(self, records: Sequence[Record], decode: Decode) -> list[Item]:
        known, self._ahead = self._ahead, {}
        return [known.get(id(record)) or read(record, decode) for record in records]

    def ahead(self, records: Sequence[Record], decode: Decode) -> Meanwhile:
        for number, record in enumerate(records):
            self._ahead[id(record)] = read(record, decode)
            if number % AT_ONCE == 0:
                yield None
