"""Takes records of the bus: each exactly once, in order per conversation, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError

from application.assigning.holding import expected_loads
from application.beside import Beside, ChangedMeanwhile, PositionMove, Reads, StalePosition
from application.definitions.book import DefinitionBook
from application.intake.batch import Batch
from application.intake.deciding import Deciding
from application.intake.faults import FaultWatch
from application.intake.item import Item, describe
from application.intake.numbers import Numbers
from application.intake.positions import Positions
from application.intake.reading import Reading
from application.intake.records import Decode, Record
from application.intake.session import Session
from application.intake.verdict import OUTCOMES, Verdict
from application.intake.window import Window
from application.meanwhile import NOTHING, Meanwhile
from application.outages import is_outage
from application.policies.book import PolicyBook
from application.store import Store
from application.streams import Streams
from domain.identity import Namespace


class Outage(Exception):
    """The database is away. Nothing is parked; the same records can be taken again."""


class Taken(msgspec.Struct, frozen=True):
    """How many records had which outcome, and where each partition goes on."""

    outcomes: Counter[str]
    next_offsets: dict[tuple[UUID, int], int]

    def __add__(self, more: Taken) -> Taken:
        return Taken(self.outcomes + more.outcomes, self.next_offsets | more.next_offsets)

    def __getattr__(self, outcome: str) -> int:
        if outcome not in OUTCOMES:
            raise AttributeError(outcome)
        return self.outcomes[outcome]


class Intake:
    """One per worker; not for use by several threads."""

    def __init__(
        self,
        store: Store,
        ids: Namespace,
        decode: Decode,
        hash_key: bytes,
        *,
        conversations: int = 20_000,
    ) -> None:
        self._store = store
        self._ids = ids
        self.decode = decode
        self._reading = Reading()
        self._hash_key = hash_key
        self._capacity = conversations
        self._deciding = Deciding(PolicyBook(ids), DefinitionBook(ids))
        self._numbers = Numbers(store.ledger)
        self._watch = FaultWatch()
        self.positions = Positions(store.ledger)
        self._streams: Streams | None = None

    def take(self, records: Sequence[Record], meanwhile: Meanwhile = NOTHING) -> Taken:
        """Decide and commit. Records that were taken already are passed over in silence.
        `meanwhile` is done, or a part of it, while the database works.

        Raises StalePosition (a zombie's batch: drop it and read the positions again), Outage (take
        the same records again later), TooManyFaults (stop).
        """
        try:
            fresh = self.positions.not_taken(records)
            return self._take(self._reading.items(fresh, self.decode), meanwhile)
        except StalePosition:
            self.forget()
            raise
        except Exception as error:
            self.forget()
            if isinstance(error, Outage):
                raise
            if is_outage(error):
                raise Outage(str(error)) from error
            raise

    def read_ahead(self, records: Sequence[Record]) -> Meanwhile:
        """Decodes records that are likely to be taken next. Decides nothing, so they may as well
        never come."""
        return self._reading.ahead(records, self.decode)

    def forget(self) -> None:
        """Trust nothing in memory: partitions came or went, or a commit was not answered."""
        self.positions.forget()
        self._streams = None

    def _take(self, items: Sequence[Item], meanwhile: Meanwhile) -> Taken:
        taken = Taken(Counter(), {})
        batch, window = self.batch(items), Window(len(items))
        while batch.items:
            try:
                taken += self._attempt(batch, window.width, meanwhile)
            except ChangedMeanwhile as change:
                contended = batch.first_reading(change.streams, otherwise=window.width // 2)
                batch.undo(change.streams, everything=change.holds)
                if not window.refused(contended):
                    why = "a case is written to faster than its message can be decided"
                    raise Outage(why) from change
            except StalePosition:
                raise
            except IntegrityError as error:
                self._streams = None
                batch = self.batch(batch.items)
                if not window.clashed():  # our own decision contradicts itself
                    faulty = msgspec.structs.replace(batch.items[0], fault=describe(error))
                    batch.items[0] = faulty
            else:
                window.advance(len(batch.items))
        return taken

    def _attempt(self, batch: Batch, width: int, meanwhile: Meanwhile) -> Taken:
        """Decide what is undecided and commit so many verdicts from the front."""
        streams = self.streams
        fingerprint, held_keys = self._store.ledger.holds()
        batch.undo(streams.follow(), everything=batch.holds not in (None, fingerprint))
        batch.holds = fingerprint
        seen = streams.seen
        batch.decide(held_keys)
        verdicts = [verdict for verdict in batch.verdicts[:width] if verdict is not None]
        moves = self.positions.moves(batch.items[:width], verdicts)
        read = [id for verdict in verdicts for id in verdict.reads]
        beside = beside_of(verdicts, reads=Reads(seen, read, fingerprint), positions=moves)
        events = (event for verdict in verdicts for event in verdict.events)
        committed = self._store.commit(events, beside, meanwhile)
        batch.committed(width)
        streams.committed(committed.last, committed.others, done=not batch.items)
        batch.undo(committed.others)
        self.positions.moved(moves)
        next_offsets = {(move.topic_id, move.partition): move.next_offset for move in moves}
        return Taken(Counter(verdict.outcome for verdict in verdicts), next_offsets)

    @property
    def streams(self) -> Streams:
        if self._streams is None:
            self._streams = Streams(self._store, capacity=2 * self._capacity)
        return self._streams

    def batch(self, items: Sequence[Item]) -> Batch:
        return Batch(
            items,
            self._deciding,
            self.streams,
            self._session,
            self._numbers,
            self._ids,
            self._watch,
            self._store.clock,
        )

    def _session(self) -> Session:
        return Session(self.streams, self._ids, self._numbers.take, self._hash_key)


def beside_of(
    verdicts: Sequence[Verdict], *, reads: Reads, positions: Sequence[PositionMove] = ()
) -> Beside:
    """What the verdicts leave beside the log."""
    return Beside(
        positions=positions,
        letters=[v.letter for v in verdicts if v.letter is not None],
        holds=[v.hold for v in verdicts if v.hold is not None],
        repetitions=[v.repetition for v in verdicts if v.repetition is not None],
        numbers=[number for v in verdicts for number in v.numbers],
        places=list(dict(place for v in verdicts for place in v.places).items()),
        reads=reads,
        holdings=[holding for v in verdicts for holding in v.holdings],
        loads=expected_loads(verdicts),
    )
