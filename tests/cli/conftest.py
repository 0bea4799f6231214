"""The command line on a database of its own, and records for it to work on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.support.kafka_choice import TestBroker


@pytest.fixture
def terminal(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("CASELEDGER_DATABASE_URL", postgres_url)
    monkeypatch.setenv("CASELEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASELEDGER_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")
    return Terminal()


@pytest.fixture
def on_broker(
    terminal: Terminal, broker: TestBroker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    topic = broker.topics.create().name
    monkeypatch.setenv("CASELEDGER_KAFKA", broker.bootstrap)
    monkeypatch.setenv("CASELEDGER_TOPIC_IN", topic)
    monkeypatch.setenv("CASELEDGER_TOPIC_DLQ", f"{topic}.dlq")
    monkeypatch.setenv("CASELEDGER_CONSUMER_GROUP", topic)
    monkeypatch.setenv("CASELEDGER_KAFKA_SESSION_TIMEOUT", "6s")
    terminal.register()
    yield topic
    broker.topics.delete(topic)
