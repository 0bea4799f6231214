from __future__ import annotations

import pytest

from application.intake.window import CLASHES, PATIENCE, Window
from domain.case.commands import AssignCase
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.controls_interference import interfere


def test_who_was_there_once_costs_one_more_attempt() -> None:
    window = Window(10)
    assert window.refused(4)
    assert window.width == 10


def test_a_contended_record_is_taken_alone_between_the_others() -> None:
    window, widths = Window(10), []
    window.refused(4)
    window.refused(4)
    for left in (6, 5, 0):
        widths.append(window.width)
        window.advance(left)
    assert widths == [4, 1, 5]


def test_a_contended_record_at_the_front_is_taken_alone_at_once() -> None:
    window = Window(10)
    window.refused(0)
    window.refused(0)
    assert window.width == 1
    window.advance(9)
    assert window.width == 9


def test_a_record_alone_is_given_up_after_many_refusals() -> None:
    window = Window(1)
    assert [window.refused(0) for _ in range(PATIENCE)] == [True] * (PATIENCE - 1) + [False]


def test_a_clash_is_narrowed_down_to_its_record() -> None:
    window, widths = Window(4), []
    while window.clashed():
        widths.append(window.width)
    assert widths[::CLASHES] == [4, 2, 1]


def test_what_was_decided_about_the_others_stays(
    engine: Engine, care: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.hear(care, care.message("1"))
    case, turn = engine.open_case(), iter(range(10))

    def assign() -> None:
        engine.do(AssignCase(case_id=case.id, assignee=f"agent:{next(turn)}"))

    messages = [care.message(f"m{n}", hours(1), customer=f"c{n}") for n in range(7)]
    messages.insert(3, care.message("2", hours(1)))
    commits = interfere(monkeypatch, engine.store, assign, times=3)
    assert engine.hear(care, *messages).attached == 8
    whole, again, *parts = commits.events
    assert whole == again == sum(parts)
    assert parts[1] == 2
    assert engine.message("2").case_id == case.id
    numbers = [int(engine.open_case(f"c{n}").number) for n in range(7)]
    assert numbers == list(range(numbers[0], numbers[0] + 7))
