"""Apache Kafka without Docker, for a person at a terminal."""

from __future__ import annotations

import signal
import socket
import subprocess
from functools import partial
from pathlib import Path

import pytest

from bootstrap.embedded.processes import free_port
from tests.support.environment import ROOT
from tests.support.kafka_topics import Topics
from tests.support.polling import eventually

RUN = str(ROOT / "compose" / "kafka-local" / "run")


def _ready(said: Path) -> bool:
    return "Ctrl-C" in said.read_text()


@pytest.mark.kafka_only
@pytest.mark.kafka
@pytest.mark.slow
def test_it_serves_until_told_to_end_and_keeps_its_data(tmp_path: Path) -> None:
    port, topics = free_port(), []
    for _ in range(2):
        said = tmp_path / "said"
        with said.open("wb") as output:
            running = subprocess.Popen(
                [RUN, "--port", str(port), "--data", str(tmp_path / "data")], stdout=output
            )
        try:
            eventually(partial(_ready, said), what="the broker", within=60)
            assert f"export CASELEDGER_KAFKA=127.0.0.1:{port}" in said.read_text()
            known = Topics(lambda: f"127.0.0.1:{port}")
            topics.append(known.find("kept") or known.create("kept", partitions=1))
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(30) == 0
    assert topics[0] == topics[1]


@pytest.mark.kafka_only
@pytest.mark.kafka
def test_a_busy_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [RUN, "--port", str(port), "--data", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == f"port {port} on 127.0.0.1 is in use; choose another with --port\n"
