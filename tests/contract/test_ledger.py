from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError

from application.beside import (
    Beside,
    ChangedMeanwhile,
    HeldAct,
    Hold,
    Letter,
    Reads,
    Receipt,
    Repetition,
    Settled,
    StalePosition,
)
from application.ledger import Acceptance, NothingMissing, Stop, UnknownLetter
from application.store import Store
from tests.contract.backends import InMemory, OnPostgres, OnPostgres15
from tests.contract.given import TOPIC_ID, event, move, record
from tests.support.controls_channel import NOON

OPERATOR = "agent:eve"
ACCEPTANCE = Acceptance(OPERATOR, "os-user:eve", NOON, "c-9", lambda _: Receipt("c-9", "h", b"{}"))
WHOLE = Beside(
    positions=[move(0, None, 4)],
    letters=[Letter(record(0), "unknown_profile", "data.profile", "no such profile")],
    holds=[Hold(record(1), "care|bob", "ZeroDivisionError: x"), Hold(record(2), "care|bob", None)],
    repetitions=[Repetition(record(3), TOPIC_ID)],
    receipt=Receipt("c-1", "hash", b'{"number": "1001"}'),
    numbers=[("1001", TOPIC_ID)],
)


def discarding(letter_id: int) -> Settled:
    return Settled(letter_id, "given up", OPERATOR, "os-user:eve", state="discarded")


class Companions:
    def test_everything_of_a_transaction_is_there(self, store: Store) -> None:
        store.commit([event()], WHOLE)
        ledger = store.ledger
        (letter,) = ledger.letters()
        assert (letter.record, letter.code, letter.field) == (
            record(0), "unknown_profile", "data.profile",
        )  # fmt: skip
        first, second = ledger.held()
        assert (first.record, first.hold_key, first.fault) == (
            record(1), "care|bob", "ZeroDivisionError: x",
        )  # fmt: skip
        assert (second.record, second.fault) == (record(2), None)
        assert ledger.repeated(TOPIC_ID, 0, 3) == TOPIC_ID
        assert ledger.case_id("1001") == TOPIC_ID
        receipt = ledger.receipt("c-1")
        assert receipt is not None
        assert receipt.request_hash == "hash"

    def test_or_nothing_of_it(self, store: Store) -> None:
        stream = uuid4()
        with pytest.raises(IntegrityError):
            store.commit([event(stream), event(stream)], WHOLE)
        ledger = store.ledger
        assert (ledger.letters(), ledger.held(), ledger.positions()) == ([], [], [])
        assert (ledger.receipt("c-1"), ledger.case_id("1001")) == (None, None)
        assert ledger.repeated(TOPIC_ID, 0, 3) is None

    def test_a_receipt_is_written_once(self, store: Store, another: Store) -> None:
        beside = Beside(receipt=Receipt("c-1", "hash", b"{}"))
        store.commit([event()], beside)
        with pytest.raises(IntegrityError):
            another.commit([event()], beside)
        assert len(store.read_log()) == 1

    def test_records_come_back_byte_for_byte(self, store: Store) -> None:
        tombstone = record(7, key=None, value=None, headers=())
        letters = [Letter(each, "c", "f", "r") for each in (record(5), tombstone)]
        store.commit([], Beside(letters=letters))
        assert [each.record for each in store.ledger.letters()] == [record(5), tombstone]
        found = store.ledger.letter_at(TOPIC_ID, 0, 7)
        assert found is not None
        assert found.record == tombstone
        assert store.ledger.letter_at(TOPIC_ID, 0, 6) is None


class Letters:
    def bury(self, store: Store, count: int = 1) -> list[int]:
        letters = [Letter(record(n), "code", "field", "rule") for n in range(count)]
        store.commit([], Beside(letters=letters))
        return [each.id for each in store.ledger.letters()]

    def test_open_letters_are_listed_in_pages(self, store: Store) -> None:
        ids = self.bury(store, 5)
        ledger = store.ledger
        assert [each.id for each in ledger.letters(limit=2)] == ids[:2]
        assert [each.id for each in ledger.letters(after=ids[1], limit=2)] == ids[2:4]
        store.commit([], Beside(settled=[discarding(ids[0])]))
        assert [each.id for each in ledger.letters()] == ids[1:]
        assert [each.id for each in ledger.letters(state=None)] == ids
        assert [each.id for each in ledger.letters(state="discarded")] == ids[:1]
        assert ledger.letter_counts() == {(TOPIC_ID, "open"): 4, (TOPIC_ID, "discarded"): 1}

    def test_a_letter_is_settled_once(self, store: Store, another: Store) -> None:
        (id,) = self.bury(store)
        retried = Settled(id, "attached", OPERATOR, "os-user:eve", "c-1")
        store.commit([event()], Beside(settled=[retried]))
        with pytest.raises(StalePosition):
            another.commit([event()], Beside(settled=[retried]))
        with pytest.raises(StalePosition):
            store.commit([], Beside(settled=[discarding(id)]))
        settled = store.ledger.letter(id)
        assert (settled.state, settled.outcome, settled.attempts) == ("retried", "attached", 2)
        assert (settled.actor, settled.authority, settled.command_id) == (
            OPERATOR, "os-user:eve", "c-1",
        )  # fmt: skip
        assert len(store.read_log()) == 1

    def test_an_unknown_letter_is_said_to_be(self, store: Store) -> None:
        with pytest.raises(UnknownLetter):
            store.ledger.letter(4711)

    def test_attempts_are_counted(self, store: Store) -> None:
        (id,) = self.bury(store)
        store.ledger.count_attempt(id)
        assert store.ledger.letter(id).attempts == 2


class Holds:
    def hold(self, store: Store) -> None:
        holds = [Hold(record(n), key, None) for n, key in enumerate(["a", "b", "a"])]
        store.commit([], Beside(holds=holds))

    def test_each_key_keeps_its_order(self, store: Store) -> None:
        self.hold(store)
        assert [each.record.offset for each in store.ledger.held("a")] == [0, 2]
        assert [each.record.offset for each in store.ledger.held("a", limit=1)] == [0]
        assert [each.record.offset for each in store.ledger.held()] == [0, 1, 2]
        assert store.ledger.held_counts() == {TOPIC_ID: 3}

    def test_every_change_of_what_is_held_changes_the_fingerprint(self, store: Store) -> None:
        seen = [store.ledger.holds()]
        self.hold(store)
        seen.append(store.ledger.holds())
        store.commit([], Beside(released=[store.ledger.held("b")[0].id]))
        seen.append(store.ledger.holds())
        store.commit([], Beside(holds=[Hold(record(9), "b", None)]))
        seen.append(store.ledger.holds())
        assert [keys for _, keys in seen] == [
            frozenset(), frozenset("ab"), frozenset("a"), frozenset("ab"),
        ]  # fmt: skip
        assert len({fingerprint for fingerprint, _ in seen}) == 4

    def test_a_decision_that_did_not_see_a_hold_is_rejected(
        self, store: Store, another: Store
    ) -> None:
        reads = Reads(store.position(), [], store.ledger.holds()[0])
        self.hold(another)
        with pytest.raises(ChangedMeanwhile) as changed:
            store.commit([event()], Beside(reads=reads))
        assert changed.value.holds
        assert store.read_log() == []

    def test_a_fault_of_a_retry_is_noted(self, store: Store) -> None:
        self.hold(store)
        (held,) = store.ledger.held("b")
        store.ledger.note_fault(held.id, "KeyError: y")
        (noted,) = store.ledger.held("b")
        assert (noted.fault, noted.attempts) == ("KeyError: y", 2)

    def test_a_repetition_that_waited_is_counted_late(self, store: Store) -> None:
        store.commit([], Beside(positions=[move(0, None, 3)]))
        store.commit([], Beside(recounted=[(TOPIC_ID, 0)]))
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert stands.duplicates == 1


class Numbers:
    def test_blocks_of_two_workers_never_overlap(self, store: Store, another: Store) -> None:
        def draw(which: Store) -> list[str]:
            return [number for _ in range(20) for number in which.ledger.take_numbers(7)]

        with ThreadPoolExecutor(2) as pool:
            drawn = [number for part in pool.map(draw, (store, another)) for number in part]
        assert len(drawn) == len(set(drawn)) == 280
        assert min(map(int, drawn)) == 1001

    def test_a_number_names_one_case(self, store: Store) -> None:
        store.commit([], Beside(numbers=[("1001", TOPIC_ID)]))
        assert store.ledger.case_id("1001") == TOPIC_ID
        assert store.ledger.case_id("1002") is None


class Losses:
    def stop(self, store: Store, missing_from: int, missing_to: int) -> None:
        stop = Stop(TOPIC_ID, 0, "channel.in", missing_from, missing_to, "retention", NOON)
        store.ledger.stop(stop)

    def test_a_loss_is_counted_and_jumped_over(self, store: Store) -> None:
        store.commit([], Beside(positions=[move(0, None, 3)]))
        self.stop(store, 3, 10)
        self.stop(store, 4, 99)
        assert [each.missing_to for each in store.ledger.stops()] == [10]
        loss = store.ledger.accept_loss(TOPIC_ID, 0, ACCEPTANCE)
        assert (loss.records, loss.actor) == (7, OPERATOR)
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert (stands.next_offset, stands.records) == (10, 10)
        assert (store.ledger.stops(), store.ledger.losses()) == ([], [loss])

    def test_the_very_first_records_may_be_lost(self, store: Store) -> None:
        self.stop(store, 3, 10)
        loss = store.ledger.accept_loss(TOPIC_ID, 0, ACCEPTANCE)
        assert loss.records == 7
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert (stands.first_offset, stands.next_offset, stands.records) == (3, 10, 7)
        assert (stands.topic, stands.broker_time, stands.moved_at) == ("channel.in", None, NOON)
        store.commit([], Beside(positions=[move(0, 10, 12)]))
        assert store.ledger.stops() == []

    def test_who_accepted_a_loss_is_kept_with_its_receipt(self, store: Store) -> None:
        self.stop(store, 0, 1)
        store.ledger.accept_loss(TOPIC_ID, 0, ACCEPTANCE)
        (loss,) = store.ledger.losses()
        assert (loss.actor, loss.authority, loss.command_id) == (OPERATOR, "os-user:eve", "c-9")
        assert store.ledger.receipt("c-9") is not None

    def test_where_the_broker_forgot_what_we_had_we_go_back(self, store: Store) -> None:
        store.commit([], Beside(positions=[move(0, None, 8)]))
        self.stop(store, 3, 8)
        loss = store.ledger.accept_loss(TOPIC_ID, 0, ACCEPTANCE)
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert (loss.records, stands.next_offset, stands.records) == (0, 3, 8)

    def test_nothing_is_lost_where_nothing_is_missing(self, store: Store) -> None:
        with pytest.raises(NothingMissing):
            store.ledger.accept_loss(TOPIC_ID, 0, ACCEPTANCE)


class Acts:
    def test_what_operators_did_about_held_records_is_kept(self, store: Store) -> None:
        who = (OPERATOR, "os-user:eve", None)
        acts = [HeldAct("retry", key, *who, 3, 1, "KeyError: x", NOON) for key in ("a", "b", "a")]
        for act in acts:
            store.commit([], Beside(acts=[act]))
        assert store.ledger.held_acts() == acts
        assert [each.hold_key for each in store.ledger.held_acts(limit=2)] == ["a", "b"]
        assert store.ledger.held_acts("b") == acts[1:2]


class Relays:
    def test_a_relay_moves_from_where_it_stands(self, store: Store, another: Store) -> None:
        assert store.ledger.relay_position("dlq") == 0
        assert store.ledger.move_relay("dlq", expected=0, position=5)
        assert not another.ledger.move_relay("dlq", expected=0, position=9)
        assert another.ledger.move_relay("dlq", expected=5, position=9)
        assert store.ledger.relay_position("dlq") == 9
        assert store.ledger.relay_position("other") == 0


class Promises(Companions, Letters, Holds, Numbers, Losses, Acts, Relays):
    pass


class TestInMemory(InMemory, Promises):
    pass


class TestOnPostgres(OnPostgres, Promises):
    pass


class TestOnPostgres15(OnPostgres15, Promises):
    pass
