"""Decides a batch of records, and again only what somebody else's write has touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from uuid import UUID

from application.assigning.holding import Holding
from application.beside import Hold, Letter
from application.intake.deciding import Deciding
from application.intake.faults import FaultWatch
from application.intake.item import Item, describe, note_cases_needed, note_first_needs
from application.intake.numbers import Numbers
from application.intake.records import Malformed
from application.intake.session import Session
from application.intake.verdict import Verdict
from application.outages import is_outage
from application.streams import Streams
from domain.conversation.aggregate import Conversation
from domain.identity import Namespace
from domain.kernel import Aggregate


class Batch:
    """`verdicts[i]` belongs to `items[i]`; what is committed leaves both. `holds` is the
    fingerprint of the held records that the verdicts rest on."""

    def __init__(
        self,
        items: Sequence[Item],
        deciding: Deciding,
        streams: Streams,
        new_session: Callable[[], Session],
        numbers: Numbers,
        ids: Namespace,
        watch: FaultWatch,
        clock: Callable[[], datetime],
    ) -> None:
        self.items = list(items)
        self.verdicts: list[Verdict | None] = [None] * len(items)
        self.holds: tuple[int, int] | None = None
        self._deciding = deciding
        self._streams = streams
        self._new_session = new_session
        self._numbers = numbers
        self._ids = ids
        self._watch = watch
        self._clock = clock

    def decide(self, held_keys: Collection[str]) -> None:
        """Everything that has no verdict yet, in order."""
        open_items = [
            item for item, done in zip(self.items, self.verdicts, strict=True) if not done
        ]
        self._prefetch(open_items)
        waiting = set(held_keys)
        loads: dict[str, int] = {}
        for index in range(len(self.items)):
            verdict = self.verdicts[index]
            if verdict is None:
                verdict = self.verdicts[index] = self._one(index, waiting, loads)
            if verdict.hold is not None:
                waiting.add(verdict.hold.hold_key)

    def committed(self, count: int) -> None:
        """So many from the front are stored; what was decided behind them still rests on them."""
        del self.items[:count]
        del self.verdicts[:count]

    def first_reading(self, streams: Collection[UUID], *, otherwise: int) -> int:
        """The index of the first verdict that rests on one of these streams."""
        changed = set(streams)
        reading = (
            index
            for index, verdict in enumerate(self.verdicts)
            if verdict is not None and not changed.isdisjoint(verdict.reads)
        )
        return next(reading, otherwise)

    def undo(self, changed: Iterable[UUID], *, everything: bool = False) -> None:
        """Forget the verdicts that rest on changed streams, and those that rest on theirs."""
        stale = set(changed)
        self._streams.evict(stale)
        found = True
        while found:
            found = False
            for index, verdict in enumerate(self.verdicts):
                if verdict is None or not (everything or not stale.isdisjoint(verdict.reads)):
                    continue
                written = {event.originator_id for event in verdict.events}
                stale |= written
                self._streams.evict(written)
                self.verdicts[index] = None
                found = True

    def _one(self, index: int, waiting: Collection[str], loads: dict[str, int]) -> Verdict:
        item = self.items[index]
        if item.malformed is not None:
            return _letter(item, item.malformed)
        if waiting and item.hold_key in waiting:
            return Verdict("held", hold=Hold(item.record, item.hold_key, None))
        if item.incoming is None or item.fault is not None:
            return self._hold(item, item.fault or "")
        session = self._new_session()
        session.stored_loads, session.handed_out = loads, partial(self._handed_out, index)
        try:
            return self._deciding.decide(item.record, item.incoming, session)
        except Malformed as malformed:
            self._restore(session.changed())
            return _letter(item, malformed, session.reads)
        except Exception as fault:
            if is_outage(fault):
                raise
            self._restore(session.touched)
            return self._hold(item, describe(fault))

    def _handed_out(self, index: int) -> Iterator[Holding]:
        """What the decisions before this one change about who holds which case."""
        for verdict in islice(self.verdicts, index):
            if verdict is not None:
                yield from verdict.holdings

    def _restore(self, spoilt: Mapping[UUID, Aggregate]) -> None:
        """Streams as the verdicts before left them: stored events, then those of this batch."""
        if not spoilt:
            return
        self._streams.evict(spoilt)
        for verdict in self.verdicts:
            for event in verdict.events if verdict is not None else ():
                if (was := spoilt.get(event.originator_id)) is not None:
                    self._streams.get(type(was), was.id).evolve(event)

    def _hold(self, item: Item, fault: str) -> Verdict:
        self._watch.note(item.hold_key, fault, self._clock())
        return Verdict("held", hold=Hold(item.record, item.hold_key, fault))

    def _prefetch(self, items: Sequence[Item]) -> None:
        needs: dict[UUID, type[Aggregate]] = {}
        for item in items:
            note_first_needs(item, self._ids, needs)
        self._streams.prefetch(needs)
        met = [self._streams.get(Conversation, id) for id in needs if needs[id] is Conversation]
        cases: dict[UUID, type[Aggregate]] = {}
        for conversation in met:
            note_cases_needed(conversation, cases)
        self._streams.prefetch(cases)
        self._numbers.expect(sum(not conversation.cases for conversation in met))


def _letter(item: Item, why: Malformed, reads: Collection[UUID] = ()) -> Verdict:
    letter = Letter(item.record, why.code, why.field, why.rule)
    return Verdict("letter", reads=reads, letter=letter)
