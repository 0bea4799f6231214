from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import IntegrityError

from application.beside import Beside, ChangedMeanwhile, Reads, Receipt, StalePosition
from application.kinds import OtherKind
from application.store import Store
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from tests.contract.backends import InMemory, OnPostgres, OnPostgres15
from tests.contract.given import TOPIC_ID, event, move
from tests.support.controls_channel import NOON

NOTHING_HELD = (0, 0)


class Positions:
    def test_a_partition_begins_and_goes_on(self, store: Store) -> None:
        store.commit([], Beside(positions=[move(0, None, 3, gaps=1, duplicates=1)]))
        store.commit([event()], Beside(positions=[move(0, 3, 9, gaps=2, duplicates=2)]))
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert (stands.next_offset, stands.gaps, stands.duplicates) == (9, 3, 3)
        assert (stands.records, stands.broker_time) == (6, NOON)
        assert store.ledger.position(TOPIC_ID, 1) is None

    @pytest.mark.parametrize("expected", [None, 0, 2, 4])
    def test_a_zombies_batch_is_rejected_whole(self, store: Store, expected: int | None) -> None:
        store.commit([], Beside(positions=[move(0, None, 3)]))
        receipt = Receipt("c-1", "hash", b"{}")
        with pytest.raises(StalePosition):
            store.commit([event()], Beside(positions=[move(0, expected, 9)], receipt=receipt))
        assert store.position() == 0
        assert store.ledger.receipt("c-1") is None
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert stands.next_offset == 3

    def test_one_stale_partition_among_several_rejects_them_all(self, store: Store) -> None:
        store.commit([], Beside(positions=[move(0, None, 3), move(1, None, 5)]))
        for stale in (move(1, 4, 9), move(2, 0, 9), move(1, None, 9)):
            with pytest.raises(StalePosition):
                store.commit([event()], Beside(positions=[move(0, 3, 9), stale]))
        assert store.position() == 0
        assert [each.next_offset for each in store.ledger.positions()] == [3, 5]

    def test_a_partition_of_another_topic_id_is_another_partition(self, store: Store) -> None:
        other = uuid4()
        store.commit([], Beside(positions=[move(0, None, 3)]))
        store.commit([], Beside(positions=[move(0, None, 7, topic_id=other)]))
        stands = store.ledger.position(other, 0)
        assert stands is not None
        assert stands.next_offset == 7

    def test_a_position_beyond_what_fits_an_integer(self, store: Store) -> None:
        far = 2**62
        store.commit([], Beside(positions=[move(0, None, far, first_offset=far - 1)]))
        stands = store.ledger.position(TOPIC_ID, 0)
        assert stands is not None
        assert (stands.next_offset, stands.records) == (far, 1)


class Streams:
    def test_two_writers_cannot_both_win(self, store: Store, another: Store) -> None:
        stream = uuid4()
        store.commit([event(stream)], Beside())
        store.commit([event(stream, 2)], Beside())
        with pytest.raises(IntegrityError):
            another.commit([event(uuid4()), event(stream, 2)], Beside())
        assert len(store.read_log()) == 2

    def test_all_of_a_transaction_or_nothing(self, store: Store) -> None:
        stream = uuid4()
        with pytest.raises(IntegrityError):
            store.commit([event(stream), event(stream)], Beside(positions=[move(0, None, 3)]))
        assert (store.position(), store.ledger.positions()) == (0, [])

    def test_the_log_is_read_in_pages_and_by_topic(self, store: Store) -> None:
        streams = [uuid4() for _ in range(5)]
        committed = store.commit([event(each) for each in streams], Beside())
        log = store.read_log()
        assert [placed.recorded.originator_id for placed in log] == streams
        assert log[-1].position == committed.last == store.position()
        page = store.read_log(after=log[1].position, limit=2)
        assert [placed.recorded.originator_id for placed in page] == streams[2:4]
        until = store.read_log(stop=log[1].position)
        assert [placed.recorded.originator_id for placed in until] == streams[:2]
        assert store.read_log(topics=["case.created"]) == []
        assert len(store.read_log(topics=["conversation.started"])) == 5

    def test_what_comes_back_is_what_was_written(self, store: Store) -> None:
        written = event()
        store.commit([written], Beside())
        (back,) = store.history(written.originator_id)
        assert (back.event, back.cause) == (written.event, written.cause)
        assert back.recorded_at == NOON

    def test_a_past_version_is_the_state_of_that_moment(self, store: Store) -> None:
        stream = uuid4()
        store.commit([event(stream)], Beside())
        assert store.load(Conversation, stream, version=1).customer_id == "ann"
        with pytest.raises(AggregateNotFoundError):
            store.load(Conversation, uuid4())

    def test_a_stream_of_another_kind_is_told_apart(self, store: Store) -> None:
        stream = uuid4()
        store.commit([event(stream)], Beside())
        with pytest.raises(OtherKind):
            store.load(Case, stream)

    def test_an_empty_transaction_writes_nothing(self, store: Store) -> None:
        assert store.commit([], Beside()).last == 0
        assert store.position() == 0

    def test_several_streams_are_read_in_one_go_each_in_order(self, store: Store) -> None:
        first, second = uuid4(), uuid4()
        store.commit([event(first), event(second)], Beside())
        read = store.streams([first, second, uuid4()])
        assert {each.originator_id for each in read} == {first, second}


class ReadOnlyStreams:
    def seen(self, store: Store, *streams: UUID, at: int | None = None) -> Beside:
        position = store.position() if at is None else at
        return Beside(reads=Reads(position, streams, NOTHING_HELD))

    def test_a_decision_on_what_has_not_changed_is_committed(self, store: Store) -> None:
        stream = uuid4()
        store.commit([event(stream)], Beside())
        committed = store.commit([event()], self.seen(store, stream))
        assert committed.others == frozenset()

    def test_a_stream_that_was_read_and_written_since_rejects_the_decision(
        self, store: Store, another: Store
    ) -> None:
        stream, other, before = uuid4(), uuid4(), store.position()
        another.commit([event(stream), event(other)], Beside())
        with pytest.raises(ChangedMeanwhile) as changed:
            store.commit([event()], self.seen(store, stream, uuid4(), at=before))
        assert (changed.value.streams, changed.value.holds) == (frozenset({stream}), False)
        assert len(store.read_log()) == 2

    def test_what_others_wrote_elsewhere_is_told(self, store: Store, another: Store) -> None:
        other, before = uuid4(), store.position()
        another.commit([event(other)], Beside())
        committed = store.commit([event()], self.seen(store, uuid4(), at=before))
        assert committed.others == frozenset({other})

    def test_a_stream_that_did_not_exist_counts_as_read(self, store: Store, another: Store) -> None:
        absent, before = uuid4(), store.position()
        another.commit([event(absent)], Beside())
        with pytest.raises(ChangedMeanwhile):
            store.commit([], self.seen(store, absent, at=before))

    def test_the_tail_of_the_log_names_the_streams_written(
        self, store: Store, another: Store
    ) -> None:
        first = uuid4()
        store.commit([event(first)], Beside())
        seen, changed = store.recorder.changed_since(0)
        assert changed == frozenset({first})
        assert store.recorder.changed_since(seen) == (seen, frozenset())
        other = uuid4()
        another.commit([event(other)], Beside())
        assert store.recorder.changed_since(seen)[1] == frozenset({other})


class Promises(Positions, Streams, ReadOnlyStreams):
    pass


class TestInMemory(InMemory, Promises):
    pass


class TestOnPostgres(OnPostgres, Promises):
    pass


class TestOnPostgres15(OnPostgres15, Promises):
    pass
