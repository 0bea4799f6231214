"""Two agents take at once: nobody gets a case that another has, and each turn is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from application.actor import Actor
from application.dispatch import Dispatcher
from domain.case.queue_commands import TakeCase, TakeNext
from domain.case.queue_errors import CaseAlreadyTaken
from tests.application.creatio.desk import ANNA, BOB, desk, three_wait, waiting, writes
from tests.support.controls import Engine
from tests.support.controls_channel import hours

NEXT = {"take": "next"}


@pytest.mark.requirement("C-02")
def test_of_two_who_take_the_same_case_at_once_one_wins(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    first = Meddling(engine, lambda: engine.do(TakeCase(case_id=case.id), actor=BOB))

    with pytest.raises(CaseAlreadyTaken):
        first.dispatch(TakeCase(case_id=case.id), actor=ANNA)

    assert engine.case(case.id).assignee == "bob"


@pytest.mark.requirement("C-03")
def test_two_who_ask_for_the_next_at_once_get_two_cases(engine: Engine) -> None:
    three_wait(engine, **NEXT)
    first = Meddling(engine, lambda: engine.do(TakeNext(queue="desk"), actor=BOB))

    first.dispatch(TakeNext(queue="desk"), actor=ANNA)

    assert (engine.open_case("dora").assignee, engine.open_case("ann").assignee) == ("bob", "anna")


@pytest.mark.requirement("C-03")
def test_whose_turn_it_is_is_looked_at_again_when_it_is_committed(engine: Engine) -> None:
    """A case that waits longer comes in between: its turn comes first."""
    care = three_wait(engine, **NEXT)
    late = Meddling(engine, lambda: writes(engine, care, "zoe", hours(-1)))

    late.dispatch(TakeNext(queue="desk"), actor=ANNA)

    assert engine.open_case("zoe").assignee == "anna"
    assert waiting(engine) == ["dora", "ann", "bob"]


@pytest.mark.requirement("C-03")
def test_as_many_as_ask_at_once_get_a_case_each(engine: Engine) -> None:
    care = desk(engine, queue=NEXT)
    for number in range(6):
        writes(engine, care, f"customer-{number}", hours(number))
    agents = [Actor(f"agent:a{number}", "os-user:a") for number in range(6)]

    with ThreadPoolExecutor(len(agents)) as pool:
        done = pool.map(lambda who: engine.do(TakeNext(queue="desk"), actor=who), agents)
        taken = [each.facts["number"] for each in done]

    assert len(set(taken)) == 6
    assert waiting(engine) == []


class Meddling:
    """Somebody else acts between a command's decision and its commit."""

    def __init__(self, engine: Engine, act: object) -> None:
        self._engine, self._act = engine, act

    def dispatch(self, command: object, *, actor: Actor) -> None:
        store, commit = self._engine.store, self._engine.store.commit

        def once(*args: object, **kwargs: object) -> object:
            store.commit = commit  # type: ignore[method-assign]
            self._act()  # type: ignore[operator]
            return commit(*args, **kwargs)  # type: ignore[arg-type]

        store.commit = once  # type: ignore[assignment, method-assign]
        Dispatcher(store, self._engine.ids).dispatch(command, actor=actor)
