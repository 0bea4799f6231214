from __future__ import annotations

import json
from contextlib import closing
from io import BytesIO

import pytest

from ingest.decoding.decode import decode
from ingest.publishing.deliver import connect, deliver
from ingest.publishing.lines import Delivered, Ready, Refused, Undelivered
from ingest.publishing.read import read
from tests.ingest.publishing.reading_back import consumed
from tests.support.events import STRUCTURED, message
from tests.support.kafka_choice import TestBroker

pytestmark = pytest.mark.kafka


def lines(*events: object) -> BytesIO:
    return BytesIO(b"\n".join(json.dumps(event).encode() for event in events))


def test_every_line_has_one_outcome_in_order(broker: TestBroker) -> None:
    topic = broker.topics.create(partitions=3)
    source = lines(message(id="a"), {}, message(id="b"), message(id=""))
    with closing(connect(broker.bootstrap)) as producer:
        outcomes = list(deliver(read(source), producer, topic.name))
    assert [type(each) for each in outcomes] == [Delivered, Refused, Delivered, Refused]
    assert [each.number for each in outcomes] == [1, 2, 3, 4]
    records = consumed(broker.bootstrap, topic.name, 2)
    assert [decode(each) for each in records]
    assert {each.key for each in records} == {b"support%40example.org|c-123"}
    assert len({each.partition for each in records}) == 1


def test_what_the_client_refuses_is_said_and_the_rest_goes_on(broker: TestBroker) -> None:
    topic = broker.topics.create(partitions=1)
    lines = [
        Ready(1, b"k", b"x" * (2 * 1024 * 1024), STRUCTURED),
        Ready(2, b"k", b"{}", STRUCTURED),
    ]
    with closing(connect(broker.bootstrap)) as producer:
        first, second = deliver(lines, producer, topic.name)
    assert isinstance(first, Undelivered)
    assert isinstance(second, Delivered)


# The embedded broker makes a topic that it does not know.
@pytest.mark.kafka_only
def test_a_missing_topic_is_waited_for_once(broker: TestBroker) -> None:
    lines = [Ready(number, b"k", b"{}", STRUCTURED) for number in (1, 2, 3)]
    settings = {"max_block_ms": 1500, "allow_auto_create_topics": False}
    with closing(connect(broker.bootstrap, **settings)) as producer:
        outcomes = list(deliver(lines, producer, "no-such-topic"))
    assert [type(each) for each in outcomes] == [Undelivered] * 3
    assert isinstance(outcomes[2], Undelivered)
    assert outcomes[2].reason.startswith("not tried after")


@pytest.mark.kafka_only
def test_what_the_broker_refuses_later_is_said_too(broker: TestBroker) -> None:
    topic = broker.topics.create(partitions=1, max_message_bytes="2000")
    small, large = Ready(1, b"k", b"{}", STRUCTURED), Ready(2, b"k", b"x" * 5000, STRUCTURED)
    with closing(connect(broker.bootstrap, linger_ms=0)) as producer:
        first, second = deliver([small, large], producer, topic.name)
    assert isinstance(first, Delivered)
    assert isinstance(second, Undelivered)


def test_more_lines_than_the_window_come_out_in_order(broker: TestBroker) -> None:
    topic = broker.topics.create(partitions=2)
    lines = (Ready(number, b"k%d" % number, b"{}", STRUCTURED) for number in range(1, 6002))
    with closing(connect(broker.bootstrap)) as producer:
        outcomes = list(deliver(lines, producer, topic.name))
    assert [each.number for each in outcomes] == list(range(1, 6002))
    assert all(isinstance(each, Delivered) for each in outcomes)
