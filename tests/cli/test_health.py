"""Whether a role works is judged by its signs of life, from another process."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from bootstrap import settings
from bootstrap.health import ailments
from bootstrap.heartbeats import Heart, Heartbeat, heartbeats, this_host
from bootstrap.wiring import Deployment
from tests.cli.terminal import Terminal

AT = datetime(2026, 3, 1, tzinfo=UTC)


def _beat(**changes: Any) -> Heartbeat:
    beat = Heartbeat("ingest", f"{this_host()}:{os.getpid()}", AT, AT, 1.0, "consuming", {})
    return msgspec.structs.replace(beat, **changes)


def test_a_role_that_gives_signs_of_life_works() -> None:
    assert ailments("ingest", [_beat()], host=this_host()) == []


def test_a_role_that_is_not_there_does_not_work() -> None:
    assert "no process" in ailments("relay", [_beat()])[0]
    assert "no process" in ailments("ingest", [_beat(state="ended")])[0]
    assert "no process" in ailments("ingest", [_beat(worker="elsewhere:1")], host=this_host())[0]
    assert ailments("ingest", [_beat(worker="elsewhere:1")]) == []


def test_a_process_that_is_gone_counts_only_where_no_other_is_there() -> None:
    gone = _beat(worker=f"{this_host()}:{2**22 + 1}")
    assert ailments("ingest", [gone, _beat()]) == []
    assert "no process" in ailments("ingest", [gone])[0]


@pytest.mark.parametrize(
    ("changes", "ailment"),
    [
        ({"age": 31.0}, "silent for 31 s"),
        ({"state": "waiting", "status": {"last_error": "Outage: away"}}, "waits: Outage: away"),
        (
            {"status": {"partitions": [{"topic": "t", "partition": 0, "stopped": "retention"}]}},
            "t:0 is stopped: retention",
        ),
        (
            {"role": "ingest", "status": {"views": [{"view": "inbox", "state": "failed"}]}},
            "view inbox is failed",
        ),
    ],
)
def test_a_stuck_role_says_what_is_wrong(changes: dict[str, Any], ailment: str) -> None:
    (line,) = ailments("ingest", [_beat(**changes)])
    assert ailment in line


@pytest.mark.postgres
@pytest.mark.slow
def test_another_process_sees_the_signs(terminal: Terminal) -> None:
    assert terminal("health", "ingest").status == 5
    with Deployment(settings.load()) as here:
        heart = Heart(here.engine, "ingest")
        heart.begin()
        heart.beat("consuming", {"partitions": []})
        (seen,) = heartbeats(here.engine)
    assert (seen.role, seen.pid, seen.state) == ("ingest", os.getpid(), "consuming")
    assert terminal.done("health", "ingest").out == "ingest: works\n"
    assert terminal("health", "nonsense").status == 2
