"""Whatever two workers and people do at once, the invariants of the engine hold."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.properties import invariants, lasting
from tests.properties.policies import POLICIES
from tests.properties.upheaval import MESSAGES, NAMES, STEPS, Upheaval, disturb
from tests.support.controls import Engine

HOURS = st.sampled_from([0.1, 1, 25, 73, 200, 673])
WORKER = st.sampled_from([0, 1])
BATCH = st.lists(MESSAGES, min_size=1, max_size=3)
ONE = {name for name, policy in POLICIES.items() if policy["one"]}


class AllAtOnce(RuleBasedStateMachine):
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        commands = count(1)
        self.engine = Engine(new_id=lambda: f"command-{next(commands)}")
        self.world = Upheaval(self.engine)

    @initialize(policy=NAMES)
    def begin(self, policy: str) -> None:
        self.world.act("policy", 0, 0, policy)

    @rule(worker=WORKER, batch=BATCH, hours=HOURS)
    def write(self, worker: int, batch: list[dict[str, Any]], hours: float) -> None:
        self.engine.now += timedelta(hours=hours)
        self.world.write(worker, batch)

    @rule(step=STEPS, again=STEPS)
    def act(self, step: Any, again: Any) -> None:
        for each in (step, again):
            before = self.engine.store.position()
            done = self.world.act(*each)
            assert done or self.engine.store.position() == before

    @rule(worker=WORKER, batch=BATCH, step=STEPS)
    def act_while_a_batch_is_decided(self, worker: int, batch: Any, step: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            disturb(patch, self.engine.store, lambda: self.world.act(*step))
            self.world.write(worker, batch)

    @rule(batch=BATCH, other=BATCH)
    def write_while_a_batch_is_decided(self, batch: Any, other: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            disturb(patch, self.engine.store, lambda: self.world.write(1, other))
            self.world.write(0, batch)

    @rule(step=STEPS, batch=BATCH)
    def write_while_somebody_acts(self, step: Any, batch: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            disturb(patch, self.engine.store, lambda: self.world.write(1, batch))
            self.world.act(*step)

    @rule(step=STEPS, other=STEPS)
    def act_while_somebody_acts(self, step: Any, other: Any) -> None:
        with pytest.MonkeyPatch.context() as patch:
            disturb(patch, self.engine.store, lambda: self.world.act(*other))
            self.world.act(*step)

    @invariant()
    def what_may_heal_holds(self) -> None:
        AllAtOnce.steps += 1
        lasting.after_each_step(self.engine, self.world.cases(), ONE)

    def teardown(self) -> None:
        lasting.in_the_end(self.engine)
        log = self.engine.store.read_log(limit=100_000)
        for intake in self.world.intakes:
            invariants.the_fold_is_the_state(intake, log)
        invariants.the_views_say_the_same(self.engine, log)


def run(examples: int, steps: int) -> None:
    quietly = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(AllAtOnce, settings=quietly)


@pytest.mark.slow
def test_whatever_is_done_at_once_the_invariants_hold() -> None:
    run(examples=40, steps=25)


@pytest.mark.deep
def test_whatever_is_done_at_once_for_long_the_invariants_hold() -> None:
    AllAtOnce.steps = 0
    run(examples=600, steps=50)
    assert AllAtOnce.steps >= 20_000
