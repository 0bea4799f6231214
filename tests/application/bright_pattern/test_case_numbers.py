"""A case number is given once, whoever dies or works beside whom (B-14, B-35, invariant 5)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.controls import Engine, on_postgres
from tests.support.environment import ROOT

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.requirement("B-14"),
    pytest.mark.requirement("B-35"),
]


def started(url: str, worker: str, what: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.application.bright_pattern.numbering", url, worker, what]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> list[str]:
    out, _ = process.communicate(timeout=120)
    return out.split()


def numbers_in_the_log(engine: Engine) -> list[str]:
    """Each agrees with the table by which cases are found."""
    with engine.store:
        found = engine.store.read_log(limit=10_000, topics=("case.created",))
        for each in found:
            number = each.recorded.event.number
            assert engine.store.ledger.case_id(number) == each.recorded.originator_id
        return [each.recorded.event.number for each in found]


def test_what_a_killed_process_had_drawn_stays_a_gap(postgres_url: str) -> None:
    with (engine := on_postgres(postgres_url)).store:
        engine.profile("bright_pattern")
    drawn = []
    for turn in range(3):
        victim = started(postgres_url, f"victim-{turn}", "die")
        drawn += told(victim)
        assert victim.returncode == -9
        drawn += told(started(postgres_url, f"worker-{turn}", "2"))
    assert len(drawn) == len(set(drawn)) == 9
    kept = numbers_in_the_log(on_postgres(postgres_url))
    assert sorted(set(drawn) - set(kept)) == [drawn[0], drawn[3], drawn[6]]


def test_two_processes_never_give_the_same_number(postgres_url: str) -> None:
    with (engine := on_postgres(postgres_url)).store:
        engine.profile("bright_pattern")
    both = [started(postgres_url, worker, "25") for worker in ("one", "two")]
    given = [number for process in both for number in told(process)]
    assert len(given) == len(set(given)) == 50
    assert sorted(numbers_in_the_log(on_postgres(postgres_url))) == sorted(given)
