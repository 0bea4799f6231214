"""The whole demo as a person starts it: to the summary, and away without a trace."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bootstrap.embedded.running import RunningServers
from tests.support.environment import ROOT
from tests.support.polling import eventually

PROGRAM = Path(sys.executable).with_name("caseledger")
SMALL = ("--messages", "200", "--days", "20")
LAW = re.compile(r"^Law: (\d+) records = .*\d+ attached .*: holds$", re.MULTILINE)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.kafka,
    pytest.mark.postgres,
    pytest.mark.timeout(400),
]


def demo(home: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "demo", "--home", home, *options],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def processes_of(home: Path) -> list[str]:
    """Whatever runs and names the folder, or was started by something that does."""
    found = []
    for each in psutil.process_iter(["cmdline", "environ"]):
        told = [*(each.info["cmdline"] or []), *(each.info["environ"] or {}).values()]
        if any(str(home) in word for word in told):
            found.append(" ".join(each.info["cmdline"] or []))
    return found


@contextmanager
def running(home: Path, until: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A demo that has said this much, and the file that it writes to."""
    told = home.with_suffix(".out")
    with told.open("w") as out:
        process = subprocess.Popen(
            [PROGRAM, "demo", "--home", home, *SMALL],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        eventually(lambda: until in told.read_text(), what="the demo", within=300)
        yield process, told
    finally:
        process.kill()
        process.wait()


def test_a_demo_stays_up_with_commands_that_work_until_it_is_interrupted(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    with running(home, "until Ctrl-C") as (process, told):
        servers = RunningServers(home)
        assert f"Broker    {servers.find('kafka')}" in told.read_text()
        assert f"Database  {servers.find('database')}" in told.read_text()
        again = demo(home, "--once")
        assert again.returncode == 1
        assert again.stderr.startswith("caseledger: a demo runs already in ")
        port = str(servers.find("kafka")).rpartition(":")[2]
        busy = demo(tmp_path / "other", "--once", "--port", port)
        assert f"port {port} on 127.0.0.1 is in use" in busy.stderr
        commands = re.findall(r"^  (CASELEDGER_HOME=.*)$", told.read_text(), re.MULTILINE)
        assert len(commands) == 3
        for command in commands:
            tried = subprocess.run(
                command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert tried.returncode == 0, (command, tried.stderr)
            assert tried.stdout
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert "Traceback" not in told.read_text()
    assert processes_of(home) == []


def test_a_demo_after_a_killed_one_ends_with_the_law_and_no_process(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    with running(home, "Playing") as (killed, _):
        killed.kill()
        killed.wait()
    ended = demo(home, *SMALL, "--once")
    assert ended.returncode == 0, ended.stderr
    found = LAW.search(ended.stdout)
    assert found is not None, ended.stdout
    assert int(found[1]) >= 200
    for word in ("fb:northwind", "emplifi", "median", "Dead letters", "Parked"):
        assert word in ended.stdout
    long = [line for line in ended.stdout.splitlines() if len(line.rstrip()) > 100]
    assert [line for line in long if not line.startswith("Law: ")] == []
    assert ended.stderr == ""
    assert processes_of(home) == []


def test_a_demo_never_plays_on_servers_that_are_somebodys(tmp_path: Path) -> None:
    refused = demo(tmp_path / "demo", "--once", CASELEDGER_KAFKA="broker.example:9092")
    assert refused.returncode == 1
    assert refused.stderr.startswith("caseledger: CASELEDGER_KAFKA: is set")
    assert refused.stdout == ""
