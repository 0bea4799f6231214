"""`compose/kafka-local/run`: one Apache Kafka broker for a person, until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from bootstrap.embedded.errors import EmbeddedServerError
from bootstrap.embedded.kafka_jars import jars, why_not
from bootstrap.embedded.local_kafka import LocalKafka
from bootstrap.embedded.processes import require_free


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if (missing := why_not()) is not None:
        return _refused(f"Apache Kafka cannot be started here: {missing}")
    try:
        jars()
        require_free(asked.port)
        with LocalKafka(asked.data, port=asked.port) as broker:
            _say(f"Apache Kafka is ready at {broker.bootstrap}; its data are in {asked.data}.")
            _say(f"In another terminal: export CASELEDGER_KAFKA={broker.bootstrap}")
            _say("Ctrl-C ends it.")
            stop.wait()
    except EmbeddedServerError as error:
        return _refused(str(error))
    except subprocess.CalledProcessError as error:
        last = (error.stdout or error.stderr or "no reason given").strip().splitlines()[0]
        return _refused(f"{error.cmd[0]} failed: {last}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="compose/kafka-local/run",
        description="One Apache Kafka broker on 127.0.0.1, without Docker, until Ctrl-C.",
    )
    parser.add_argument("--port", type=int, default=9092, help="of the broker (9092)")
    parser.add_argument(
        "--data", type=Path, default=Path("var/kafka"), help="folder that keeps its data"
    )
    return parser


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def _refused(reason: str) -> int:
    sys.stderr.write(reason + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
