"""Headers that no client of ours would write: names that are no text, values that are not there."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import confluent_kafka
import pytest
from kafka import KafkaProducer

from application.intake.records import Malformed
from domain.message.incoming import IncomingMessage
from ingest.decoding.decode import decode
from tests.ingest.consumer.harness import Bench
from tests.support.events import STRUCTURED, message
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually

pytestmark = pytest.mark.kafka_only

VALUE = json.dumps(message()).encode()


class RawName(str):
    """A name that goes onto the wire as other bytes."""

    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        del encoding, errors
        return b"x-\xff\xfe"


def produce_batch(bench: Bench, *odd: tuple[str, bytes], compress: str | None) -> None:
    """Three records in one batch; the one in the middle has the odd headers."""
    settings = {**bench.connection, "linger_ms": 200, "compression_type": compress}
    with closing(KafkaProducer(**settings)) as producer:
        for more in ((), odd, ()):
            headers = [*STRUCTURED, *more]
            producer.send(bench.topic.name, value=VALUE, headers=headers, partition=0)
        producer.flush()


def produce(bench: Bench, *headers: tuple[str, bytes | None]) -> None:
    """With a client that writes headers without a value."""
    producer = confluent_kafka.Producer({"bootstrap.servers": bench.broker.bootstrap})
    given: Any = list(headers)  # what the client takes is more than what it declares
    producer.produce(bench.topic.name, VALUE, headers=given, partition=0)
    assert producer.flush(30) == 0


@pytest.mark.parametrize("compress", [None, "gzip"])
def test_a_header_name_that_is_no_text_refuses_one_record(
    broker: TestBroker, compress: str | None
) -> None:
    bench = Bench(broker, partitions=1)
    produce_batch(bench, (RawName("x"), b"\x00value"), ("after", b"1"), compress=compress)
    with bench.working():
        eventually(lambda: bench.next_offset(0) == 3, what="all three")
    first, odd, last = bench.intake.records
    assert not bench.ledger.stops()
    assert odd.value == first.value == VALUE
    assert odd.headers[-2:] == (
        ("\N{REPLACEMENT CHARACTER}x-\\xff\\xfe", b"\x00value"),
        ("after", b"1"),
    )
    with pytest.raises(Malformed, match=r"undecodable_bytes: headers: names must be UTF-8"):
        decode(odd)
    assert decode(first) == decode(last)


def test_a_header_without_a_value_counts_as_an_empty_one(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    produce(bench, *STRUCTURED, ("ce_subject", None), ("x-trace", None))
    with bench.working():
        eventually(lambda: bench.next_offset(0) == 1, what="the record")
    (record,) = bench.intake.records
    assert record.headers[-2:] == (("ce_subject", b""), ("x-trace", b""))
    assert isinstance(decode(record), IncomingMessage)


def test_a_content_type_without_a_value_refuses_the_record(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    produce(bench, ("content-type", None))
    with bench.working():
        eventually(lambda: bench.next_offset(0) == 1, what="the record")
    (record,) = bench.intake.records
    with pytest.raises(Malformed, match="wrong_content_type: content-type"):
        decode(record)


def test_a_binary_attribute_without_a_value_refuses_the_record(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    produce(bench, ("content-type", b"application/json"), ("ce_id", None))
    with bench.working():
        eventually(lambda: bench.next_offset(0) == 1, what="the record")
    (record,) = bench.intake.records
    with pytest.raises(Malformed, match="ce_"):
        decode(record)
