"""Second chances: dead letters after a registration or a fix, held records after the fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import TypeVar

import msgspec

from application.beside import Beside, ChangedMeanwhile, Letter, Reads, Settled
from application.intake.batch import Batch
from application.intake.intake import Intake, beside_of
from application.intake.item import Item, read
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


class Drained(msgspec.Struct, frozen=True):
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

    def letter(self, letter_id: int, *, actor: str) -> str:
        """The outcome word; `held` when its conversation waits behind a fault.

        Raises UnknownLetter, LetterSettled, StillRefused, Busy.
        """
        letter = self._ledger.letter(letter_id)
        if letter.state != "open":
            raise LetterSettled(letter=letter_id, state=letter.state)
        item = read(letter.record, self._intake.decode)
        return self._persist(partial(self._letter, letter_id, item, actor))

    def _letter(self, letter_id: int, item: Item, actor: str) -> str:
        fingerprint, keys = self._ledger.holds()
        batch = self._decided([item], keys)
        verdict = _verdicts(batch)[0]
        if verdict.letter is not None:
            self._ledger.count_attempt(letter_id)
            why = verdict.letter
            raise StillRefused(
                letter=letter_id, letter_code=why.code, field=why.field, rule=why.rule
            )
        settled = Settled(letter_id, verdict.outcome, actor)
        self._commit([verdict], fingerprint, settled=[settled])
        return verdict.outcome

    def held(self, hold_key: str) -> Drained:
        """Drain in order of arrival up to the next fault. New records queue behind meanwhile."""
        taken = 0
        while page := self._ledger.held(hold_key, limit=PAGE):
            done, fault = self._persist(partial(self._page, page))
            taken += done
            if fault is not None:
                self._ledger.note_fault(page[done].id, fault)
                return Drained(taken, len(self._ledger.held(hold_key)), fault)
        return Drained(taken, 0, None)

    def bury(self, hold_key: str, *, actor: str) -> int:
        """Give up on the first record behind this key: it becomes a dead letter, bytes and all, so
        that those behind it can be drained. Answers with how many are left. Raises NothingHeld."""
        return self._persist(partial(self._bury, hold_key, actor))

    def _bury(self, hold_key: str, actor: str) -> int:
        fingerprint, _ = self._ledger.holds()
        waiting = self._ledger.held(hold_key)
        if not waiting:
            raise NothingHeld(key=hold_key)
        first, fault = waiting[0], waiting[0].fault or "waits behind a fault"
        beside = Beside(
            letters=[Letter(first.record, "fault", "record", f"{fault}; given up by {actor}")],
            released=[first.id],
            reads=Reads(self._store.position(), (), fingerprint),
        )
        self._store.commit((), beside)
        return len(waiting) - 1

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
        settled: Sequence[Settled] = (),
    ) -> None:
        streams = self._intake.streams
        read_ids = [id for verdict in verdicts for id in verdict.reads]
        beside = msgspec.structs.replace(
            beside_of(verdicts, reads=Reads(streams.seen, read_ids, fingerprint)),
            released=released,
            settled=settled,
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


def _verdicts(batch: Batch) -> list[Verdict]:
    return [verdict for verdict in batch.verdicts if verdict is not None]
