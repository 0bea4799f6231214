from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition

from application.beside import Beside, Settled
from application.memory.ledger import MemoryLedger
from relay.letters import LARGEST, Copy
from relay.outlet import KafkaOutlet, Outlet, OutletAwayError
from relay.worker import FAULT_EXIT_CODE, NAME, LetterRelay, RelayStatus
from tests.relay.letters import HEADERS, bury, empty_ledger, record
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


class Shelf:
    """An outlet that keeps what it is given."""

    def __init__(self, *, fails: Sequence[Exception] = (), largest: int = LARGEST) -> None:
        self.copies: list[Copy] = []
        self._fails = list(fails)
        self._largest = largest

    def publish(self, copies: Sequence[Copy]) -> set[int]:
        fitting = [each for each in copies if each.size <= self._largest]
        self.copies += fitting
        if self._fails:
            raise self._fails.pop(0)
        return {each.letter_id for each in copies} - {each.letter_id for each in fitting}

    def close(self) -> None: ...

    def ids(self) -> list[int]:
        return [each.letter_id for each in self.copies]


def relay(
    ledger: MemoryLedger,
    connect: Callable[[], Outlet],
    report: Callable[[RelayStatus], None] = lambda _: None,
) -> LetterRelay:
    return LetterRelay(
        ledger,
        connect,
        clock=lambda: datetime.now(UTC),
        report=report,
        poll=timedelta(milliseconds=10),
        report_every=timedelta(milliseconds=10),
    )


@contextmanager
def running(worker: LetterRelay) -> Iterator[list[int]]:
    exit_codes: list[int] = []
    thread = threading.Thread(target=lambda: exit_codes.append(worker.run()), daemon=True)
    thread.start()
    yield exit_codes
    worker.stop()
    thread.join(30)
    assert not thread.is_alive()


def test_every_letter_is_copied_in_order_once() -> None:
    ledger, shelf = empty_ledger(), Shelf()
    bury(ledger, *(record(offset) for offset in range(250)))
    worker = relay(ledger, lambda: shelf)
    assert [worker.step() for _ in range(4)] == [100, 100, 50, 0]
    assert shelf.ids() == list(range(1, 251))
    assert ledger.relay_position(NAME) == 250


def test_a_letter_that_was_settled_meanwhile_is_copied_too() -> None:
    ledger, shelf = empty_ledger(), Shelf()
    bury(ledger, record(0))
    ledger.take(Beside(settled=[Settled(1, "by op", "op", "test", state="discarded")]))
    relay(ledger, lambda: shelf).step()
    assert shelf.ids() == [1]


def test_what_was_perhaps_published_is_published_again() -> None:
    ledger, shelf = empty_ledger(), Shelf(fails=[OutletAwayError("no answer")])
    bury(ledger, record(0), record(1))
    with running(relay(ledger, lambda: shelf)):
        eventually(lambda: ledger.relay_position(NAME) == 2, what="the position")
    assert shelf.ids() == [1, 2, 1, 2]


def test_a_copy_that_the_broker_finds_too_large_becomes_a_reference() -> None:
    ledger, shelf = empty_ledger(), Shelf(largest=2000)
    bury(ledger, record(0), record(1, b"x" * 2000))
    relay(ledger, lambda: shelf).step()
    assert [(each.letter_id, each.value) for each in shelf.copies] == [(1, b"{"), (2, None)]
    assert ledger.relay_position(NAME) == 2


def test_a_fault_of_ours_ends_the_relay_after_some_attempts() -> None:
    ledger, shelf = empty_ledger(), Shelf(fails=[TypeError("our mistake")] * 3)
    bury(ledger, record(0))
    with running(relay(ledger, lambda: shelf)) as exit_codes:
        eventually(lambda: exit_codes == [FAULT_EXIT_CODE], what="the exit code")
    assert ledger.relay_position(NAME) == 0


def test_a_broker_that_is_away_is_waited_for_and_told() -> None:
    ledger, shelf = empty_ledger(), Shelf()
    away, told = threading.Event(), list[RelayStatus]()
    away.set()
    bury(ledger, record(0))

    def connect() -> Outlet:
        if away.is_set():
            raise OutletAwayError("no route")
        return shelf

    with running(relay(ledger, connect, told.append)) as exit_codes:
        eventually(lambda: told and told[-1].state == "waiting", what="the complaint")
        assert told[-1].last_error == "OutletAwayError: no route"
        away.clear()
        eventually(lambda: told[-1].state == "relaying" and told[-1].position == 1, what="relief")
    assert exit_codes == [0]
    assert (told[-1].state, told[-1].relayed) == ("ended", 1)


def read(broker: TestBroker, topic: str, count: int) -> list[Any]:
    consumer = KafkaConsumer(bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest")
    consumer.assign([TopicPartition(topic, 0)])
    found: list[Any] = []

    def enough() -> bool:
        for batch in consumer.poll(timeout_ms=200).values():
            found.extend(batch)
        return len(found) >= count

    eventually(enough, what=f"{count} copies")
    consumer.close()
    return found


def test_copies_on_a_real_broker_are_byte_for_byte(broker: TestBroker) -> None:
    ledger, topic = empty_ledger(), broker.topics.create(partitions=1)
    values = [b"\xff\x00{", b"", None, b"x" * LARGEST]
    bury(ledger, *(record(offset, value) for offset, value in enumerate(values)))
    connection = {"bootstrap_servers": broker.bootstrap}
    with running(relay(ledger, lambda: KafkaOutlet(connection, topic.name))) as exit_codes:
        eventually(lambda: ledger.relay_position(NAME) == 4, what="the position")
    assert exit_codes == [0]
    copies = read(broker, topic.name, 4)
    assert [each.value for each in copies] == [b"\xff\x00{", b"", None, None]
    assert [each.key for each in copies] == [b"k"] * 4
    assert tuple(copies[0].headers[:3]) == HEADERS
    assert dict(copies[3].headers)["caseledger.dlq.original-offset"] == b"3"


@pytest.mark.kafka_only
def test_a_topic_with_a_lower_limit_gets_a_reference(broker: TestBroker) -> None:
    ledger = empty_ledger()
    topic = broker.topics.create(partitions=1, max_message_bytes="4000")
    bury(ledger, record(0, b"x" * 8000), record(1))
    connection = {"bootstrap_servers": broker.bootstrap}
    with running(relay(ledger, lambda: KafkaOutlet(connection, topic.name))):
        eventually(lambda: ledger.relay_position(NAME) == 2, what="the position")
    ids = {dict(each.headers)["caseledger.dlq.letter-id"] for each in read(broker, topic.name, 2)}
    assert ids == {b"1", b"2"}
