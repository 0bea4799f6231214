"""Roles as processes: on a real broker, and under one supervisor with embedded servers."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from bootstrap.embedded.running import RunningServers
from tests.cli.processes import PATIENCE, started
from tests.cli.terminal import ADMIN, PROFILE, Terminal
from tests.support.polling import eventually

pytestmark = [pytest.mark.postgres, pytest.mark.kafka, pytest.mark.slow]


def _lines(*given: Any) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in given)


def test_refused_lines_are_told_and_the_others_go_on(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_bytes(_lines(terminal.write("m-1"), {"id": 5}, terminal.write("m-2")))
    checked = terminal("publish", str(file), "--check")
    assert (checked.status, checked.out) == (5, "2 keep the contract, 1 refused\n")
    assert checked.err.startswith("line 2: ")
    summary = terminal("publish", "-", "--check", "--json", stdin=_lines(terminal.write("m-1")))
    assert summary.document["checked"] == 1
    assert terminal("publish", "nowhere.ndjson", "--check").status == 2


def test_published_events_become_cases(terminal: Terminal, on_broker: str, tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    file.write_bytes(_lines(*(terminal.write(f"m-{n}") for n in range(3))))
    assert terminal.done("publish", str(file)).out == "3 sent\n"
    with started("ingest", log=tmp_path / "ingest.log") as worker:

        def taken() -> bool:
            return all(terminal("message", PROFILE, f"m-{n}").status == 0 for n in range(3))

        eventually(taken, what="three messages in cases", within=PATIENCE)
        eventually(lambda: terminal("health", "ingest").status == 0, what="health", within=PATIENCE)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
    terminal.catch_up()
    assert "3 attached" in terminal.done("check").out
    assert terminal.json("cases", "list")["cases"][0]["messages_in"] == 3
    lines = [each for each in terminal.json("status")["lines"] if each["what"][:-2] == on_broker]
    assert sum(each["position"] for each in lines) == 3
    assert terminal("health", "ingest").status == 5


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("CASELEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASELEDGER_KAFKA_SESSION_TIMEOUT", "6s")
    return Terminal()


def _is_up(terminal: Terminal, roles: Sequence[str] = ("ingest", "project", "relay")) -> bool:
    return all(terminal("health", role).status == 0 for role in roles)


def test_one_command_runs_everything_until_ctrl_c(bare: Terminal, tmp_path: Path) -> None:
    log = tmp_path / "up.log"
    with started("up", log=log) as up:
        eventually(lambda: _is_up(bare), what="all roles", within=PATIENCE)
        assert bare("up").status == 4
        bare.done("topics", "check")
        words = f"profiles add {PROFILE} --channel email --connector imap --lateness unlimited"
        bare.done(*words.split(), *ADMIN)
        assert bare("publish", "-", stdin=_lines(bare.write("m-1"))).status == 0

        def listed() -> bool:
            return "1001" in bare("cases", "list").out

        eventually(listed, what="the case in the list", within=PATIENCE)
        up.send_signal(signal.SIGINT)
        assert up.wait(PATIENCE) == 0, log.read_text()
    assert RunningServers(tmp_path / "home").find("database") is None
    assert bare("cases", "list").status == 4


def test_a_role_that_dies_ends_everything_loudly(bare: Terminal, tmp_path: Path) -> None:
    log = tmp_path / "up.log"
    with started("up", log=log) as up:
        eventually(lambda: _is_up(bare), what="all roles", within=PATIENCE)
        children = psutil.Process(up.pid).children(recursive=True)
        (role,) = [each for each in children if each.cmdline()[-1:] == ["project"]]
        os.kill(role.pid, signal.SIGKILL)
        assert up.wait(PATIENCE) == 5
    assert "role project ended with status -9" in log.read_text()
    assert not any(each.is_running() for each in children)
