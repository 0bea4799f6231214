"""Two workers who decide at the same time do not both see a stale load, handler or presence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.case.commands import AssignCase, EscalateMessage, OpenCase
from domain.team.commands import SetAvailability
from tests.application.people.staff import BOSS, agents
from tests.application.people.test_assigning import assigning, customers, told
from tests.support.controls import Engine, on_postgres
from tests.support.controls_channel import Channel, hours
from tests.support.controls_interference import interfere

Patch = pytest.MonkeyPatch
ROUNDS = 12


def test_a_load_that_changed_since_it_was_read_is_read_again(
    engine: Engine, monkeypatch: Patch
) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, assignment={"strategies": ["workload"]})

    def give_one_to_ann() -> None:
        engine.do(OpenCase(profile_id="care", customer_id="x", assignee="ann"))

    interference = interfere(monkeypatch, engine.store, give_one_to_ann)
    (case,) = customers(engine, care, "c-1")

    assert case.assignee == "bob"
    assert told(case, engine).loads == (0,)
    assert len(interference.events) == 2


def test_a_load_that_changed_elsewhere_disturbs_nobody(engine: Engine, monkeypatch: Patch) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, assignment={"strategies": ["workload"]})

    def give_one_to_a_stranger() -> None:
        engine.do(OpenCase(profile_id="care", customer_id="x"))

    interference = interfere(monkeypatch, engine.store, give_one_to_a_stranger)
    (case,) = customers(engine, care, "c-1")

    assert case.assignee == "ann"
    assert len(interference.events) == 1


def test_who_left_meanwhile_gets_nothing(engine: Engine, monkeypatch: Patch) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, assignment={"strategies": ["workload"], "requires_available": {}})
    leaves = SetAvailability(agent="ann", availability="away")
    interfere(monkeypatch, engine.store, lambda: engine.do(leaves))
    assert [each.assignee for each in customers(engine, care, "c-1")] == ["bob"]


def test_who_answered_meanwhile_is_the_last_handler(engine: Engine, monkeypatch: Patch) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, "qualtrics")
    (first,) = customers(engine, care, "c-1")
    engine.do(AssignCase(case_id=first.id, assignee="bob"))
    engine.resolve(hours(1), "c-1")
    engine.now = hours(2)
    interfere(
        monkeypatch,
        engine.store,
        lambda: engine.do(AssignCase(case_id=first.id, assignee="ann")),
    )

    (second,) = customers(engine, care, "c-1", at=3)

    assert (second.assignee, told(second, engine).strategy) == ("ann", "smart")


def test_each_case_of_a_batch_counts_for_the_next(engine: Engine) -> None:
    agents(engine, "ann", "bob", "cid")
    care = assigning(engine, assignment={"strategies": ["workload"]})
    cases = customers(engine, care, *[f"c-{number}" for number in range(9)])
    assert [each.assignee for each in cases] == ["ann", "bob", "cid"] * 3
    assert told(cases[-1], engine).loads == (2,)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.requirement("Q-39")
def test_two_workers_at_once_spread_cases_evenly(postgres_url: str) -> None:
    engine = on_postgres(postgres_url, pool_size=8)
    engine.by = BOSS
    with engine.store:
        agents(engine, "ann", "bob", "cid")
        assigning(engine, assignment={"strategies": ["workload"]})
        partitions = [Channel(partition=number) for number in range(2)]

        def work(partition: int) -> None:
            worker, care = engine.another_intake(), partitions[partition]
            for round in range(ROUNDS):
                who = [f"c-{partition}-{round}-{number}" for number in range(2)]
                worker.take(care.records(*[care.message(each, customer=each) for each in who]))

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, range(2)))

        loads = engine.store.ledger.all_loads()
        assert sum(loads.values()) == 2 * 2 * ROUNDS
        assert max(loads.values()) - min(loads.values()) <= 1


def test_a_command_rests_on_loads_of_the_moment_of_its_commit(
    engine: Engine, monkeypatch: Patch
) -> None:
    agents(engine, "ann", "bob")
    block = {"strategies": ["workload"]}
    care = assigning(engine, "emplifi", assignment=block)
    customers(engine, care, "c-1")
    engine.resolve(hours(1), "c-1")
    engine.hear(care, care.message("late", hours(100), customer="c-1"))

    def give_one_to_ann() -> None:
        engine.do(OpenCase(profile_id="care", customer_id="x", assignee="ann"))

    interfere(monkeypatch, engine.store, give_one_to_ann)
    done = engine.do(EscalateMessage(message_id=engine.message_id("late")), at=hours(101))

    assert engine.case(done.facts["case_id"]).assignee == "bob"
