"""Every process that the stack starts, as a plain process on a real broker and database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tests.compose.stack import one_shots, roles, services
from tests.support.environment import ROOT
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually

MESSAGES = ROOT / "docs" / "examples" / "first-messages.ndjson"
TOPICS = ("IN", "OUT", "CASES", "DLQ")
PROFILE = ["help@example.org", "--channel", "email", "--connector", "imap", "--policy", "emplifi"]


class Stack:
    """Runs processes as containers would: by their words and their environment alone."""

    def __init__(self, settings: dict[str, str], folder: Path) -> None:
        self._environment = {**os.environ, **settings}
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def once(self, *words: str) -> int:
        """The exit status of a process that ends by itself."""
        done = subprocess.run(
            self._command(words), env=self._environment, cwd=self._folder, timeout=90, check=False
        )
        return done.returncode

    def start(self, name: str, words: list[str]) -> None:
        with (self._folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                self._command(words), env=self._environment, cwd=self._folder, stderr=log
            )

    def end(self) -> dict[str, int]:
        """Ends all as `docker stop` does; their exit statuses."""
        for process in self._running.values():
            process.send_signal(signal.SIGTERM)
        statuses = {name: process.wait(40) for name, process in self._running.items()}
        self._running.clear()
        return statuses

    def kill(self) -> None:
        for process in self._running.values():
            process.kill()
            process.wait()

    def _command(self, words: tuple[str, ...] | list[str]) -> list[str]:
        return [str(Path(sys.executable).with_name("caseledger")), *words]


@pytest.fixture
def stack(
    broker: TestBroker,
    empty_postgres_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stack]:
    """On a database and topics of its own; this process asks the same servers."""
    own = uuid4().hex[:8]
    settings = {
        "CASELEDGER_DATABASE_URL": empty_postgres_url,
        "CASELEDGER_KAFKA": broker.bootstrap,
        "CASELEDGER_CONSUMER_GROUP": f"stack.{own}",
        **{f"CASELEDGER_TOPIC_{each}": f"stack.{own}.{each.lower()}" for each in TOPICS},
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    started = Stack(settings, tmp_path)
    yield started
    started.kill()


@pytest.mark.kafka
@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_is_published_becomes_cases_and_everything_ends_cleanly(
    stack: Stack, tmp_path: Path
) -> None:
    assert [stack.once(*words) for words in one_shots().values()] == [0, 0]
    for name, words in roles().items():
        stack.start(name, words)
    for words in roles().values():
        eventually(partial(healthy, *words), what=f"the health of {words}", within=90)

    assert told("profiles", "add", *PROFILE, "--actor", "admin:ada").exit_code == 0
    assert told("publish", str(with_a_stranger(tmp_path))).stdout == "4 sent, 1 refused\n"

    found = eventually(partial(cases, 3), what="three messages in cases")
    assert {case["customer_id"]: case["messages_in"] for case in found} == {
        "ann@example.com": 2,
        "bob@example.com": 1,
    }
    (letter,) = answer("dead-letters", "list")
    assert letter["code"] == "unknown_profile"
    eventually(partial(relayed, letter["id"]), what="the copy of the dead letter")
    assert answer("check")["holds"]

    assert [stack.once(*asked) for asked in health_checks()] == [0] * len(roles())
    assert stack.end() == dict.fromkeys(roles(), 0)
    assert not healthy("ingest")


def told(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def answer(*words: str) -> Any:
    done = told(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def healthy(role: str) -> bool:
    return told("health", role).exit_code == 0


def health_checks() -> list[list[str]]:
    """What the containers' health checks run, without the program's name."""
    return [services()[name]["healthcheck"]["test"][2:] for name in roles()]


def with_a_stranger(folder: Path) -> Path:
    """The messages of the quick start, and one to a profile that nobody registered."""
    lines = MESSAGES.read_text(encoding="utf-8").splitlines()
    stranger = lines[0].replace("help", "other")
    file = folder / "messages.ndjson"
    file.write_text("\n".join([stranger, *lines]) + "\n", encoding="utf-8")
    return file


def cases(messages: int) -> list[dict[str, Any]] | None:
    """All cases, once they hold so many messages."""
    found: list[dict[str, Any]] = answer("cases", "list")["cases"]
    return found if sum(case["messages_in"] for case in found) == messages else None


def relayed(letter_id: int) -> bool:
    lines = answer("status")["lines"]
    return any(line["role"] == "relay" and line["position"] == letter_id for line in lines)
