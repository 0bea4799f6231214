from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from application.dispatch import Dispatcher, TooBusy
from domain.case.commands import AddNote, CreateChild, EscalateMessage, LinkChild, OpenCase
from domain.case.errors import ChildCannotBeParent, ParentCannotBeChild
from domain.conversation.errors import AnotherCaseIsOpen
from domain.errors import Rejection
from tests.support.controls import ANN, Engine
from tests.support.controls_channel import Channel, hours

pytestmark = pytest.mark.slow
THREADS = 4


def at_once(engine: Engine, *commands: Any, id: str | None = None) -> list[Any]:
    """Each from a thread and a dispatcher of its own, all released together; what came of each."""
    gate = threading.Barrier(len(commands))

    def run(command: Any) -> Any:
        dispatcher = Dispatcher(engine.store, engine.ids)
        gate.wait(10)
        try:
            return dispatcher.dispatch(command, actor=ANN, command_id=id)
        except Rejection as refused:
            return refused

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(run, commands))


def made(outcomes: list[Any]) -> list[Any]:
    return [each for each in outcomes if not isinstance(each, Rejection)]


def refusals(outcomes: list[Any], but: type[Rejection] = TooBusy) -> set[type[Rejection]]:
    return {type(each) for each in outcomes if isinstance(each, Rejection)} - {but}


@pytest.mark.requirement("E-09")
def test_one_case_is_opened_however_many_ask(engine: Engine, care: Channel) -> None:
    del care
    for round in range(5):
        opening = OpenCase(profile_id="care", customer_id=f"c-{round}")
        outcomes = at_once(engine, *[opening] * THREADS)
        assert len(made(outcomes)) == 1
        assert refusals(outcomes) <= {AnotherCaseIsOpen}
        assert len(engine.conversation(f"c-{round}").open_cases) == 1


def test_one_command_sent_many_times_is_done_once(engine: Engine, care: Channel) -> None:
    del care
    opening = OpenCase(profile_id="care", customer_id="ann")
    outcomes = at_once(engine, *[opening] * THREADS, id="c-1")
    assert len({str(sorted(each.facts.items())) for each in outcomes}) == 1
    assert len(engine.cases()) == 1


def test_two_escalations_at_once_make_one_case(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("0"))
    engine.resolve(hours(1))
    parked = [care.message(f"m-{number}", hours(100 + number)) for number in range(THREADS)]
    engine.hear(care, *parked)
    engine.now = hours(200)
    outcomes = at_once(
        engine, *[EscalateMessage(message_id=engine.message_id(each["id"])) for each in parked]
    )
    assert len({each.facts["case_id"] for each in made(outcomes)}) == 1
    assert len(engine.conversation().open_cases) == 1


def test_notes_at_once_are_all_kept_or_refused_aloud(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    notes = [AddNote(case_id=case.id, text=f"note {number}") for number in range(THREADS)]
    outcomes = at_once(engine, *notes)
    assert refusals(outcomes) == set()
    assert len(engine.events("case.note_added")) == len(made(outcomes)) >= 1


def test_links_at_once_keep_the_depth_at_one(engine: Engine) -> None:
    engine.profile("deskie", can_initiate=True)
    care = Channel()
    for round in range(5):
        pair = [f"{name}-{round}" for name in ("ann", "bob", "eve")]
        engine.hear(care, *[care.message(f"m-{each}", customer=each) for each in pair])
        a, b, c = (engine.open_case(each).id for each in pair)
        outcomes = at_once(
            engine,
            LinkChild(parent_id=a, child_id=b),
            LinkChild(parent_id=b, child_id=c),
            CreateChild(parent_id=b, profile_id="care", customer_id=f"x-{round}"),
        )
        assert refusals(outcomes) <= {ChildCannotBeParent, ParentCannotBeChild}
        assert not [each for each in (a, b, c) if _both(engine, each)]


def _both(engine: Engine, id: Any) -> bool:
    case = engine.case(id)
    return bool(case.children) and case.parent_id is not None


@pytest.mark.requirement("E-09")
def test_agents_and_messages_at_once_make_one_open_case(engine: Engine, care: Channel) -> None:
    """A worker and an agent per round, each with its own view of the log."""
    opened: Callable[[str], Any] = lambda who: OpenCase(profile_id="care", customer_id=who)  # noqa: E731
    for round in range(5):
        who, worker = f"c-{round}", engine.another_intake()
        record = care.record(care.message(f"m-{round}", customer=who))
        with ThreadPoolExecutor(2) as pool:
            taking = pool.submit(worker.take, [record])
            asking = pool.submit(at_once, engine, opened(who))
            assert taking.result(60).attached == 1
            asking.result(60)
        assert len(engine.conversation(who).open_cases) == 1
