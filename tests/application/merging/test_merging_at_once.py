"""Two people at once, and messages that arrive while a merge is being stored."""

from __future__ import annotations

import pytest

from application.dispatch import TooBusy
from domain.case.merging_commands import MergeCases, MoveMessage, UnmergeCase
from domain.case.merging_errors import CaseIsMerged, MergeCycle
from domain.message.errors import MessageAlreadyThere
from tests.application.commands.test_at_once import at_once, made, refusals
from tests.application.merging.acting import case_of, merge, opened, threads, unmerge
from tests.support.controls import Engine
from tests.support.controls_channel import hours
from tests.support.controls_interference import interfere


@pytest.mark.slow
def test_two_cases_merged_into_each_other_at_once_do_not_form_a_circle(engine: Engine) -> None:
    care = threads(engine)
    for round in range(4):
        one, two = opened(engine, care, f"a{round}"), opened(engine, care, f"b{round}")
        outcomes = at_once(
            engine,
            MergeCases(case_id=one.id, into_id=two.id),
            MergeCases(case_id=two.id, into_id=one.id),
        )
        assert len(made(outcomes)) == 1
        assert refusals(outcomes) <= {MergeCycle}
        merged = [case for case in (one, two) if engine.case(case.id).merged_into is not None]
        assert len(merged) == 1


@pytest.mark.slow
def test_a_case_is_merged_once_however_many_try(engine: Engine) -> None:
    care = threads(engine)
    one, two, three = (opened(engine, care, id) for id in "123")
    outcomes = at_once(
        engine,
        MergeCases(case_id=one.id, into_id=two.id),
        MergeCases(case_id=one.id, into_id=three.id),
        MergeCases(case_id=two.id, into_id=three.id),
    )
    assert refusals(outcomes) <= {CaseIsMerged}
    tried_again = [
        each for each in outcomes if isinstance(each, TooBusy)
    ]  # a busy one may be asked again
    assert len(made(outcomes)) + len(tried_again) >= 2
    assert engine.case(three.id).merged_into is None


@pytest.mark.slow
def test_a_message_is_moved_to_one_place_only(engine: Engine) -> None:
    care = threads(engine)
    opened(engine, care, "1")
    targets = [opened(engine, care, id) for id in "23"]
    id = engine.message_id("1")
    outcomes = at_once(engine, *[MoveMessage(message_id=id, case_id=each.id) for each in targets])
    assert refusals(outcomes) <= {MessageAlreadyThere}
    held = {case_of(engine, "1").id} & {each.id for each in targets}
    assert len(held) == 1


def test_a_message_that_arrives_while_the_merge_is_stored_goes_to_the_target(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    interfere(monkeypatch, engine.store, lambda: merge(engine, one, two))
    engine.hear(care, care.message("3", hours(1), thread={"id": "thread of 1"}))
    assert case_of(engine, "3").id == two.id


def test_a_message_that_arrives_while_the_merge_is_taken_back_goes_to_the_case(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    merge(engine, one, two)
    interfere(monkeypatch, engine.store, lambda: unmerge(engine, one))
    engine.hear(care, care.message("3", hours(1), thread={"id": "thread of 1"}))
    assert case_of(engine, "3").id == one.id


@pytest.mark.slow
def test_a_target_that_is_merged_itself_meanwhile_is_followed(engine: Engine) -> None:
    care = threads(engine)
    one, two, three = (opened(engine, care, id) for id in "123")
    merge(engine, two, three)
    outcomes = at_once(
        engine, MergeCases(case_id=one.id, into_id=two.id), UnmergeCase(case_id=two.id)
    )
    assert not refusals(outcomes)
    assert engine.case(one.id).merged_into in (two.id, three.id)
