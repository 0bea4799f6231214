"""A database that the first release filled upgrades, and its views say again what they said."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bootstrap import schema
from tests.cli.terminal import Answer, Terminal
from tests.support.postgres_databases import Databases

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

KEPT = Path(__file__).parent.parent / "golden" / "first_release"
EVERYTHING = ("--limit", "10000")
YEAR = ("--since", "2026-01-01", "--until", "2026-12-31", "--by-day")


@pytest.fixture(scope="module")
def figures() -> Any:
    return json.loads(lzma.decompress((KEPT / "figures.json.xz").read_bytes()))


@pytest.fixture(scope="module")
def restored(_databases: Databases) -> Iterator[str]:
    url = _databases.empty()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(lzma.decompress((KEPT / "database.sql.xz").read_bytes()))
    yield url
    _databases.drop(url)


@pytest.fixture(scope="module")
def terminal(restored: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASELEDGER_DATABASE_URL", restored)
        patch.setenv("CASELEDGER_HOME", str(tmp_path_factory.mktemp("home")))
        yield Terminal()


@pytest.fixture(scope="module")
def before(restored: str) -> schema.SchemaStatus:
    return schema.status(restored)


@pytest.fixture(scope="module")
def upgraded(terminal: Terminal, before: schema.SchemaStatus) -> Answer:
    assert not before.is_current
    return terminal("db", "upgrade")


@pytest.fixture(scope="module")
def projected(terminal: Terminal, upgraded: Answer) -> Terminal:
    assert upgraded.status == 0
    terminal.done("project", "--once")
    return terminal


def test_the_database_is_one_of_the_first_release(before: schema.SchemaStatus) -> None:
    assert before.current == "0003"
    assert before.pending[0] == "0004"


def test_it_upgrades_to_the_schema_of_today(upgraded: Answer, restored: str) -> None:
    assert upgraded.status == 0, upgraded
    assert schema.status(restored).is_current


def test_every_view_takes_the_whole_log_again(projected: Terminal, figures: Any) -> None:
    views = projected.json("views", "status")
    assert {each["position"] for each in views} == {figures["check"]["position"]}


def test_every_case_is_what_it_was(projected: Terminal, figures: Any) -> None:
    cases = projected.json("cases", "list", *EVERYTHING)["cases"]
    assert _as_it_was(cases, figures["cases"]) == figures["cases"]


def test_every_number_is_what_it_was(projected: Terminal, figures: Any) -> None:
    now, then = projected.json("stats", *YEAR), figures["statistics"]
    for part in ("days", "totals", "position"):
        assert _as_it_was(now[part], then[part]) == then[part]


@pytest.mark.parametrize("state", ["parked", "unattached", "escalated"])
def test_the_inbox_is_what_it_was(projected: Terminal, figures: Any, state: str) -> None:
    messages = projected.json("inbox", "--state", state, *EVERYTHING)["messages"]
    assert _as_it_was(messages, figures["inbox"][state]) == figures["inbox"][state]


def test_the_law_and_every_statistic_hold(projected: Terminal, figures: Any) -> None:
    check = projected.json("check")
    assert check["holds"]
    assert _as_it_was(check["law"], figures["check"]["law"]) == figures["check"]["law"]
    assert check["statistics"]["differences"] == []


def _as_it_was(now: Any, then: Any) -> Any:
    """Without the fields that have joined since; a field that is gone shows as a difference. A
    mean's last digit depends on the order in which a view summed up."""
    if isinstance(then, float) and isinstance(now, float):
        return then if abs(now - then) < 1e-6 else now
    if isinstance(then, dict) and isinstance(now, dict):
        return {key: _as_it_was(now[key], then[key]) for key in then if key in now}
    if isinstance(then, list) and isinstance(now, list) and len(now) == len(then):
        return [_as_it_was(one, other) for one, other in zip(now, then, strict=True)]
    return now
