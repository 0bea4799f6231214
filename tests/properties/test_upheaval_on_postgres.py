"""Two workers and two people at once on PostgreSQL, in threads: the same invariants hold."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest

from tests.properties import invariants, lasting
from tests.properties.policies import POLICIES
from tests.properties.upheaval import KINDS, Upheaval
from tests.support.controls import on_postgres

pytestmark = [pytest.mark.postgres, pytest.mark.deep]

ROUNDS = 150
ONE = {name for name, policy in POLICIES.items() if policy["one"]}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_workers_and_two_people_in_threads(postgres_url: str, seed: int) -> None:
    engine = on_postgres(postgres_url)
    with engine.store:
        world = Upheaval(engine)
        work: list[Callable[[], None]] = [
            lambda: _write(world, 0, Random(f"{seed} writes")),
            lambda: _write(world, 1, Random(f"{seed} writes too")),
            lambda: _act(world, Random(f"{seed} acts")),
            lambda: _act(world, Random(f"{seed} acts too")),
        ]
        with ThreadPoolExecutor(len(work)) as threads:
            for done in [threads.submit(each) for each in work]:
                done.result()

        lasting.after_each_step(engine, world.cases(), ONE)
        lasting.in_the_end(engine)
        log = engine.store.read_log(limit=100_000)
        for intake in world.intakes:
            invariants.the_fold_is_the_state(intake, log)
        invariants.the_views_say_the_same(engine, log)


def _write(world: Upheaval, worker: int, random: Random) -> None:
    for _ in range(ROUNDS):
        batch = [_message(random) for _ in range(random.randint(1, 4))]
        world.write(worker, batch, patience=20)


def _message(random: Random) -> dict[str, Any]:
    return {
        "customer": random.choice(["ann", "bob"]),
        "by": random.choice(["customer", "customer", "customer", "agent", "third_party"]),
        "private": random.random() < 0.7,
        "thread": random.choice(["", "t-1", "t-2"]),
        "answers": random.choice([None, random.randrange(1_000)]),
        "auto": random.random() < 0.2,
    }


def _act(world: Upheaval, random: Random) -> None:
    """Surveys are answered by one worker only, so that nobody moves another's partition."""
    acts = [each for each in KINDS if each != "rate"]
    names = sorted(POLICIES)
    for _ in range(ROUNDS):
        what, policy = random.choice(acts), random.choice(names)
        world.act(what, random.randrange(1_000), random.randrange(1_000), policy)
