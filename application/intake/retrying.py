"""Second chances: dead letters after a registration or a fix, held records after the fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import Literal, TypeVar

import msgspec

from application.actor import Actor
from application.beside import (
    Beside,
    ChangedMeanwhile,
    HeldAct,
    Letter,
    Reads,
    Settled,
    StalePosition,
)
from application.intake.batch import Batch
from application.intake.intake import Intake, beside_of
from application.intake.item import Item, read
from application.intake.orders import Done, Order
from application.intake.records import Record
from application.intake.verdict import Verdict
from application.ledger import HeldRecord, LetterSettled
from application.store import Store
from domain.errors import Rejection

PAGE = 100
ATTEMPTS = 9
R = TypeVar("R")


class StillRefused(Rejection):
    """The record cannot be taken yet; `letter_code`, `field`, `rule` say why now."""

    code = "still_refused"


class Busy(Rejection):
    """Other writers were faster, several times over. Try again."""

    code = "busy"


class NothingHeld(Rejection):
    """No record waits behind this key."""

    code = "nothing_held"


class LetterDone(Done, frozen=True):
    """`outcome` is a word; `held` when its conversation waits behind a fault."""

    outcome: str


class Buried(Done, frozen=True):
    left: int


class Drained(Done, frozen=True):
    """`fault` is what stopped the draining, None when nothing is left behind the key."""

    taken: int
    left: int
    fault: str | None


class Retrying:
    """Bytes are never edited: what is retried is the record as it came, with its own clock."""

    def __init__(self, store: Store, intake: Intake) -> None:
        self._store = store
        self._ledger = store.ledger
        self._intake = intake

    def letter(self, letter_id: int, actor: Actor, command_id: str | None = None) -> LetterDone:
        """Raises UnknownLetter, LetterSettled, StillRefused, Busy, CommandIdReused."""
        order = Order("retry_letter", (str(letter_id),), actor, command_id)
        return order.once(self._ledger, LetterDone, partial(self._retry, letter_id, order))

    def discard(self, letter_id: int, actor: Actor, command_id: str | None = None) -> LetterDone:
        """Raises UnknownLetter, LetterSettled, CommandIdReused."""
        order = Order("discard_letter", (str(letter_id),), actor, command_id)
        return order.once(self._ledger, LetterDone, partial(self._discard, letter_id, order))

    def _open(self, letter_id: int) -> Record:
        letter = self._ledger.letter(letter_id)
        if letter.state != "open":
            raise LetterSettled(letter=letter_id, state=letter.state)
        return letter.record

    def _retry(self, letter_id: int, order: Order) -> LetterDone:
        item = read(self._open(letter_id), self._intake.decode)
        return self._persist(partial(self._letter, letter_id, item, order))

    def _discard(self, letter_id: int, order: Order) -> LetterDone:
        self._open(letter_id)
        said = f"by {order.actor.id} at {self._store.clock():%Y-%m-%dT%H:%M:%SZ}"
        done = LetterDone(outcome="discarded")
        settled = _settled(letter_id, said, order, "discarded")
        try:
            self._store.commit((), Beside(settled=[settled], receipt=order.receipt(done)))
        except StalePosition:
            self._open(letter_id)
            raise
        return done

    def _letter(self, letter_id: int, item: Item, order: Order) -> LetterDone:
        fingerprint, keys = self._ledger.holds()
        batch = self._decided([item], keys)
        verdict = _verdicts(batch)[0]
        if verdict.letter is not None:
            self._ledger.count_attempt(letter_id)
            why = verdict.letter
            raise StillRefused(
                letter=letter_id, letter_code=why.code, field=why.field, rule=why.rule
            )
        done = LetterDone(outcome=verdict.outcome)
        try:
            self._commit([verdict], fingerprint, letter=(letter_id, order, done))
        except StalePosition:
            self._open(letter_id)
            raise
        return done

    def held(self, hold_key: str, actor: Actor, command_id: str | None = None) -> Drained:
        """Drain in order of arrival up to the next fault. New records queue behind meanwhile.

        Raises Busy, CommandIdReused.
        """
        order = Order("retry_held", (hold_key,), actor, command_id)
        return order.once(self._ledger, Drained, partial(self._held, hold_key, order))

    def _held(self, hold_key: str, order: Order) -> Drained:
        drained = self._drain(hold_key)
        act = self._act("retry", hold_key, order, drained.taken, drained.left, drained.fault)
        self._store.commit((), Beside(acts=[act], receipt=order.receipt(drained)))
        return drained

    def _drain(self, hold_key: str) -> Drained:
        taken = 0
        while page := self._ledger.held(hold_key, limit=PAGE):
            done, fault = self._persist(partial(self._page, page))
            taken += done
            if fault is not None:
                self._ledger.note_fault(page[done].id, fault)
                return Drained(taken=taken, left=len(self._ledger.held(hold_key)), fault=fault)
        return Drained(taken=taken, left=0, fault=None)

    def bury(self, hold_key: str, actor: Actor, command_id: str | None = None) -> Buried:
        """Give up on the first record behind this key: it becomes a dead letter, bytes and all, so
        that those behind it can be drained. Raises NothingHeld, Busy, CommandIdReused."""
        order = Order("bury_held", (hold_key,), actor, command_id)
        bury = partial(self._persist, partial(self._bury, hold_key, order))
        return order.once(self._ledger, Buried, bury)

    def _bury(self, hold_key: str, order: Order) -> Buried:
        fingerprint, _ = self._ledger.holds()
        waiting = self._ledger.held(hold_key)
        if not waiting:
            raise NothingHeld(key=hold_key)
        first, fault = waiting[0], waiting[0].fault or "waits behind a fault"
        done = Buried(left=len(waiting) - 1)
        rule = f"{fault}; given up by {order.actor.id}"
        beside = Beside(
            letters=[Letter(first.record, "fault", "record", rule)],
            released=[first.id],
            reads=Reads(self._store.position(), (), fingerprint),
            acts=[self._act("bury", hold_key, order, 0, done.left, first.fault)],
            receipt=order.receipt(done),
        )
        self._store.commit((), beside)
        return done

    def _act(
        self,
        act: Literal["retry", "bury"],
        hold_key: str,
        order: Order,
        taken: int,
        left: int,
        fault: str | None,
    ) -> HeldAct:
        who = (order.actor.id, order.actor.authority, order.command_id)
        return HeldAct(act, hold_key, *who, taken, left, fault, self._store.clock())

    def _page(self, page: Sequence[HeldRecord]) -> tuple[int, str | None]:
        fingerprint, keys = self._ledger.holds()
        batch = self._decided(
            [read(each.record, self._intake.decode) for each in page], keys - {page[0].hold_key}
        )
        verdicts = _verdicts(batch)
        faulty = next((v.hold for v in verdicts if v.hold is not None), None)
        done = list(takewhile(lambda verdict: verdict.hold is None, verdicts))
        if done:
            released = [each.id for each in page[: len(done)]]
            self._commit(done, fingerprint, released=released)
        return len(done), (faulty.fault or "") if faulty is not None else None

    def _decided(self, items: Sequence[Item], held_keys: frozenset[str]) -> Batch:
        self._intake.streams.follow()
        batch = self._intake.batch(items)
        batch.decide(held_keys)
        return batch

    def _commit(
        self,
        verdicts: Sequence[Verdict],
        fingerprint: tuple[int, int],
        *,
        released: Sequence[int] = (),
        letter: tuple[int, Order, LetterDone] | None = None,
    ) -> None:
        streams = self._intake.streams
        read_ids = [id for verdict in verdicts for id in verdict.reads]
        beside = msgspec.structs.replace(
            beside_of(verdicts, reads=Reads(streams.seen, read_ids, fingerprint)),
            released=released,
            settled=[_settled(letter[0], letter[2].outcome, letter[1])] if letter else (),
            receipt=letter[1].receipt(letter[2]) if letter else None,
            recounted=[
                (v.repetition.record.topic_id, v.repetition.record.partition)
                for v in verdicts
                if v.repetition is not None
            ],
        )
        committed = self._store.commit((e for v in verdicts for e in v.events), beside)
        streams.committed(committed.last, committed.others)

    def _persist(self, attempt: Callable[[], R]) -> R:
        for _ in range(ATTEMPTS):
            try:
                return attempt()
            except ChangedMeanwhile:
                self._intake.forget()
            except Exception:
                self._intake.forget()
                raise
        raise Busy(what="the conversation")


def _settled(
    letter_id: int,
    outcome: str,
    order: Order,
    state: Literal["retried", "discarded"] = "retried",
) -> Settled:
    who = (order.actor.id, order.actor.authority, order.command_id)
    return Settled(letter_id, outcome, *who, state)


def _verdicts(batch: Batch) -> list[Verdict]:
    return [verdict for verdict in batch.verdicts if verdict is not None]
