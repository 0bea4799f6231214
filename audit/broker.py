"""Whether positions and the broker's own offsets agree, as far as the broker can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import msgspec

from application.ledger import Position


class Ends(msgspec.Struct, frozen=True):
    """First offset of a partition and one past its last; `end` is None if nobody can say."""

    first: int
    end: int | None


class Compared(msgspec.Struct, frozen=True):
    """`behind` is how many offsets were not read yet, None where the broker cannot tell."""

    topic: str
    topic_id: UUID
    partition: int
    behind: int | None
    problem: str | None


def compare(
    positions: Sequence[Position], ends: Mapping[tuple[UUID, int], Ends]
) -> Iterator[Compared]:
    """For each partition of a topic that exists; a partition that nobody has read is behind."""
    stands = {(each.topic_id, each.partition): each for each in positions}
    names = {each.topic_id: each.topic for each in positions}
    for place, bounds in sorted(ends.items()):
        at = stands.get(place)
        begun = at.next_offset if at is not None else bounds.first
        behind = max(0, bounds.end - begun) if bounds.end is not None else None
        yield Compared(names.get(place[0], ""), *place, behind, _problem(at, bounds))


def _problem(at: Position | None, bounds: Ends) -> str | None:
    if at is None:
        return None
    if at.next_offset < bounds.first:
        return f"offsets {at.next_offset} to {bounds.first - 1} are gone from the broker unread"
    if bounds.end is not None and at.next_offset > bounds.end:
        return f"the position {at.next_offset} lies past the broker's end {bounds.end}"
    return None
