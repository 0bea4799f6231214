from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import Routing

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def run(examples: int, steps: int) -> None:
    quietly = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=SLOW,
    )
    run_state_machine_as_test(Routing, settings=quietly)


@pytest.mark.slow
def test_whatever_happens_the_engine_is_where_the_model_is() -> None:
    run(examples=100, steps=30)


@pytest.mark.deep
def test_whatever_happens_for_long_the_engine_is_where_the_model_is() -> None:
    run(examples=2_000, steps=60)
