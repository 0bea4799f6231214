from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg.errors
import pytest

from application.beside import StalePosition
from application.intake.faults import TooManyFaults
from application.intake.intake import Outage
from ingest.failures import (
    LONGEST_WAIT,
    BusAwayError,
    ConsumerStalledError,
    Decision,
    MissingRecordsError,
    Rebuild,
    Reread,
    Retry,
    StopPartition,
    StopWorker,
    TopicReplacedError,
    decide,
    wait,
)

MISSING = MissingRecordsError("channel", 3, 10, 20, "retention")
SHORT = timedelta(milliseconds=200)


@pytest.mark.parametrize(
    ("failure", "decision"),
    [
        (Outage("disk full"), Retry(SHORT)),
        (psycopg.errors.DiskFull("no space"), Retry(SHORT)),
        (StalePosition("channel:0"), Reread()),
        (MISSING, StopPartition(MISSING)),
        (TopicReplacedError("channel", UUID(int=1), UUID(int=2)), Rebuild(timedelta())),
        (ConsumerStalledError("behind"), Rebuild(timedelta())),
        (BusAwayError("no route"), Rebuild(SHORT)),
        (KeyError("our mistake"), Retry(SHORT)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_first_failure_has_one_answer(failure: Exception, decision: Decision) -> None:
    assert decide(failure, 1) == decision


def test_too_many_faults_stop_the_worker_at_once() -> None:
    decision = decide(TooManyFaults(20, "KeyError"), 1)
    assert isinstance(decision, StopWorker)
    assert decision.exit_code != 0


def test_a_fault_of_ours_is_tried_three_times() -> None:
    assert isinstance(decide(KeyError("x"), 2), Retry)
    assert decide(KeyError("x"), 3) == StopWorker("KeyError: 'x'")


def test_a_position_that_stays_stale_costs_the_client() -> None:
    assert isinstance(decide(StalePosition("x"), 2), Reread)
    assert isinstance(decide(StalePosition("x"), 3), Rebuild)


@pytest.mark.parametrize("attempt", [3, 30, 3000])
def test_an_outage_is_waited_for_however_long_it_takes(attempt: int) -> None:
    assert decide(Outage("away"), attempt) == Retry(wait(attempt))


def test_waits_double_up_to_a_limit() -> None:
    assert [wait(n).total_seconds() for n in (1, 2, 3, 4)] == [0.2, 0.4, 0.8, 1.6]
    assert wait(7) == wait(10_000) == LONGEST_WAIT


def test_failures_say_what_and_where() -> None:
    assert str(MISSING) == "channel:3 misses offsets 10 to 19: retention"
    gone = TopicReplacedError("channel", UUID(int=1), None)
    assert str(gone) == f"topic channel ({UUID(int=1)}) is gone"
    again = TopicReplacedError("channel", UUID(int=1), UUID(int=2))
    assert str(again).endswith(f"was made again as {UUID(int=2)}")
