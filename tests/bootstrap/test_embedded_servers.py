"""The servers that we start ourselves: up, found from elsewhere, and gone when we end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from bootstrap.embedded.broker import EmbeddedBroker
from bootstrap.embedded.errors import PortInUseError
from bootstrap.embedded.postgres import EmbeddedPostgres
from bootstrap.embedded.running import RunningServers
from tests.support.kafka_topics import Topics
from tests.support.polling import eventually


def runs(pid: int) -> bool:
    """A process that ended and waits for its parent to notice does not run."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_the_embedded_database_keeps_its_data_over_a_restart(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg") as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT upper('grün') AS word")
    with EmbeddedPostgres(tmp_path / "pg") as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("GRÜN",)
        pid = server.pid
    assert not runs(pid)


def test_a_handle_of_a_killed_process_does_not_keep_the_database_up(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "pg") as server:
        pid = server.pid
        handles = tmp_path / "pg" / ".handle_pids.json"
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        handles.write_text(json.dumps([gone.pid, *json.loads(handles.read_text())]))
    assert not runs(pid)


def test_the_embedded_broker_answers_and_a_busy_port_is_named(tmp_path: Path) -> None:
    with EmbeddedBroker(tmp_path / "log") as broker:
        assert Topics(lambda: broker.bootstrap).create(partitions=2).partitions == 2
        with pytest.raises(PortInUseError, match=f"port {broker.port} on 127.0.0.1 is in use"):
            EmbeddedBroker(tmp_path / "other", port=broker.port).start()


def test_the_embedded_broker_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path;"
        "from bootstrap.embedded.broker import EmbeddedBroker;"
        "broker = EmbeddedBroker(Path(sys.argv[1])).start();"
        "print(broker.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        assert runs(pid)
        starter.kill()
    eventually(lambda: not runs(pid), what="the end of the broker")


def test_a_second_terminal_finds_what_runs_and_ignores_what_does_not(tmp_path: Path) -> None:
    running = RunningServers(tmp_path)
    assert running.find("kafka") is None
    running.announce("kafka", "127.0.0.1:9092", os.getpid())
    running.announce("database", "postgresql://postgres@/caseledger", os.getpid())
    assert RunningServers(tmp_path).find("kafka") == "127.0.0.1:9092"
    running.withdraw("kafka")
    assert running.find("kafka") is None
    entries = json.loads((tmp_path / "running.json").read_text())
    entries["database"]["born"] -= 1000
    (tmp_path / "running.json").write_text(json.dumps(entries))
    assert running.find("database") is None
