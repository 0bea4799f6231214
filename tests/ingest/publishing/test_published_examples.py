"""The examples of `docs/publishing.md` run as they stand, but for the address and the topic."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from confluent_kafka import Producer
from kafka import KafkaProducer

from application.intake.records import Record
from bootstrap.embedded.kafka_jars import jars
from domain.message.incoming import Incoming, IncomingMessage, IncomingReceipt
from ingest.contracts import codes
from ingest.contracts.events import CHANNEL_EVENTS
from ingest.decoding.decode import decode
from ingest.publishing.prepare import key_of
from tests.ingest.publishing.reading_back import consumed
from tests.support.environment import ROOT
from tests.support.events import STRUCTURED, message, with_data
from tests.support.kafka_choice import TestBroker

PAGE = (ROOT / "docs" / "publishing.md").read_text()
CUSTOMERS = [f"c-{number}" for number in range(40)]


def example(language: str, client: str, broker: TestBroker, topic: str) -> str:
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    (block,) = [each for each in blocks if client in each]
    assert '"localhost:9092"' in block
    return block.replace("localhost:9092", broker.bootstrap).replace("caseledger.channel.in", topic)


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr


def only(records: list[Record]) -> Incoming:
    (record,) = records
    incoming = decode(record)
    assert record.key is not None
    assert record.key.decode() == key_of(incoming)
    return incoming


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.parametrize("client", ["from kafka import", "from confluent_kafka import"])
def test_the_python_examples(broker: TestBroker, tmp_path: Path, client: str) -> None:
    topic = broker.topics.create().name
    script = tmp_path / "publish.py"
    script.write_text(example("python", client, broker, topic))
    run(sys.executable, str(script))
    assert isinstance(only(consumed(broker.bootstrap, topic, 1)), IncomingMessage)


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.kafka_only
def test_the_java_example(broker: TestBroker, tmp_path: Path) -> None:
    topic = broker.topics.create().name
    source = tmp_path / "PublishReceipt.java"
    source.write_text(example("java", "kafka", broker, topic))
    run("java", "-cp", f"{jars()}/*", str(source))
    assert isinstance(only(consumed(broker.bootstrap, topic, 1)), IncomingReceipt)


@pytest.mark.kafka
def test_clients_that_place_keys_elsewhere_are_both_taken(broker: TestBroker) -> None:
    first, second = broker.topics.create(partitions=6).name, broker.topics.create(partitions=6).name
    events = {
        f"support%40example.org|{customer}".encode(): json.dumps(
            with_data(message(id=f"m-{customer}"), customer={"id": customer})
        ).encode()
        for customer in CUSTOMERS
    }
    with closing(KafkaProducer(bootstrap_servers=broker.bootstrap)) as producer:
        for key, value in events.items():
            producer.send(first, key=key, value=value, headers=list(STRUCTURED))
        producer.flush()
    other = Producer({"bootstrap.servers": broker.bootstrap})
    for key, value in events.items():
        other.produce(second, key=key, value=value, headers=list(STRUCTURED))
    assert other.flush(30) == 0

    places = []
    for topic in (first, second):
        records = consumed(broker.bootstrap, topic, len(CUSTOMERS))
        assert all(key_of(decode(each)).encode() == each.key for each in records)
        places.append({each.key: each.partition for each in records})
    assert places[0] != places[1]
    assert places[0].keys() == places[1].keys() == events.keys()


def test_the_page_lists_every_code_with_its_meaning() -> None:
    section = PAGE.split("\n## Refusals\n")[1].split("\n## ")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)) == codes.MEANING


@pytest.mark.parametrize("type_", CHANNEL_EVENTS)
def test_the_page_names_every_field(type_: str) -> None:
    section = PAGE.split(f"\n## `{type_}`\n")[1].split("\n## ")[0]
    data = CHANNEL_EVENTS[type_].model_fields["data"].annotation
    named = set(re.findall(r"`(\w+)`", section))
    assert set(data.model_fields) <= named  # type: ignore[union-attr]
