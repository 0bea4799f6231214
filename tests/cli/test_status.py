"""`status` on a real broker: lag, stopped partitions, topics that are gone; and going on."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient, TopicPartition

from tests.cli.processes import PATIENCE, started
from tests.cli.terminal import ANNA, Terminal
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually

pytestmark = [pytest.mark.postgres, pytest.mark.kafka, pytest.mark.slow]


def _publish(terminal: Terminal, *ids: str) -> None:
    """One customer, so one partition."""
    lines = b"".join(json.dumps(terminal.write(id)).encode() + b"\n" for id in ids)
    assert terminal("publish", "-", stdin=lines).status == 0


def _partitions(terminal: Terminal, topic: str) -> list[dict[str, Any]]:
    lines = terminal.json("status")["lines"]
    return [each for each in lines if each["what"].rpartition(":")[0] == topic]


def _busy(terminal: Terminal, topic: str) -> dict[str, Any]:
    """The partition with records."""
    (line,) = [each for each in _partitions(terminal, topic) if each["lag_records"] != 0]
    return line


def _ingest_until(terminal: Terminal, log: Path, what: str, position: int) -> None:
    def there() -> bool:
        lines = terminal.json("status")["lines"]
        return any(each["what"] == what and each["position"] == position for each in lines)

    with started("ingest", log=log):
        eventually(there, what="the position", within=PATIENCE)


@pytest.mark.kafka_only
def test_lag_is_what_the_broker_has_beyond_our_position(
    terminal: Terminal, on_broker: str, tmp_path: Path
) -> None:
    _publish(terminal, "m-1", "m-2")
    unread = _busy(terminal, on_broker)
    assert (unread["state"], unread["lag_records"]) == ("not read yet", 2)
    _ingest_until(terminal, tmp_path / "log", unread["what"], 2)
    assert {each["lag_records"] for each in _partitions(terminal, on_broker)} == {0}
    _publish(terminal, "m-3", "m-4", "m-5")
    behind = _busy(terminal, on_broker)
    assert (behind["state"], behind["position"], behind["lag_records"]) == ("reading", 2, 3)
    assert behind["lag_seconds"] >= 0
    assert "broker reachable" in terminal.done("status").out


@pytest.mark.kafka_only
def test_a_loss_is_accepted_and_the_worker_goes_on(
    terminal: Terminal, on_broker: str, broker: TestBroker, tmp_path: Path
) -> None:
    _publish(terminal, "m-1", "m-2")
    place = _busy(terminal, on_broker)["what"]
    number = place.rpartition(":")[2]
    _ingest_until(terminal, tmp_path / "first.log", place, 2)
    _publish(terminal, "m-3", "m-4", "m-5")
    with closing(KafkaAdminClient(bootstrap_servers=broker.bootstrap)) as admin:
        admin.delete_records({TopicPartition(on_broker, int(number)): 4})
    accept = ("ingest", "accept-loss", on_broker, number, "--command-id", "loss-1", *ANNA)
    assert terminal.refused(*accept) == (3, f"partition: {place} is not stopped")
    with started("ingest", log=tmp_path / "second.log"):
        eventually(
            lambda: _busy(terminal, on_broker)["state"] == "stopped",
            what="the stop",
            within=PATIENCE,
        )
        assert "offsets 2 to 3 are missing" in _busy(terminal, on_broker)["last_error"]
        said = f"{place} goes on; offsets 2 to 3 are missing, 2 lost"
        assert terminal.done(*accept).out == f"{said}\n"
        assert terminal.done(*accept).out == f"{said} (done before with this command id)\n"

        def read() -> bool:
            return {each["lag_records"] for each in _partitions(terminal, on_broker)} == {0}

        eventually(read, what="the rest", within=PATIENCE)
    (loss,) = terminal.json("ingest", "losses")
    assert (loss["records"], loss["actor"], loss["command_id"]) == (2, "agent:anna", "loss-1")
    assert loss["authority"].startswith("os-user:")
    terminal.catch_up()
    assert "2 accepted losses: holds" in terminal.done("check").out


@pytest.mark.usefixtures("on_broker")
def test_partitions_of_a_topic_that_is_gone_are_left_out(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.take(terminal.write("m-1"))
    gone = [each for each in terminal.json("status")["lines"] if each["state"] == "gone"]
    assert [each["what"] for each in gone] == ["caseledger.channel.in:0"]
    shown = terminal.done("status").out
    assert "caseledger.channel.in:0" not in shown
    assert "1 partitions of topics that are gone are not listed (--gone)" in shown
    assert "caseledger.channel.in:0" in terminal.done("status", "--gone").out
    monkeypatch.setenv("CASELEDGER_KAFKA", "127.0.0.1:1")
    (line,) = [e for e in terminal.json("status")["lines"] if e["what"].endswith("in:0")]
    assert line["state"] == "unknown"
