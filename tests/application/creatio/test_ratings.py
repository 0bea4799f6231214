"""Ratings: an answer to a survey reopens, closes or changes nothing, by a table that is data."""

from __future__ import annotations

import pytest

from domain.case.commands import (
    AddNote,
    AnswerCase,
    CancelCase,
    ChangeStatus,
    CloseCase,
    ReopenCase,
)
from domain.case.events import CaseClosed, CaseReopened, SurveyAnswered
from domain.case.queue_commands import TakeCase
from tests.application.creatio.desk import ANNA, desk, solved, waiting
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

SECOND = 1 / 3600


@pytest.mark.policy("creatio", "survey.map")
@pytest.mark.requirement("C-36")
@pytest.mark.requirement("C-37")
@pytest.mark.parametrize("level", [1, 2])
def test_a_low_rating_reopens_the_case_and_clears_its_assignee(engine: Engine, level: int) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)

    engine.hear(care, care.survey_answer("a", survey, hours(2), value=level))

    rated = engine.case(case.id)
    assert (rated.status, rated.assignee) == ("Reopened", None)
    assert engine.conversation().latest_open == case.id
    (reopened,) = engine.events(CaseReopened.TOPIC)
    assert (reopened.cause, reopened.cleared_assignee) == ("rating", "anna")
    assert waiting(engine) == ["ann"]


@pytest.mark.policy("creatio", "survey.map")
@pytest.mark.requirement("C-36")
@pytest.mark.requirement("C-38")
@pytest.mark.parametrize("level", [3, 4, 5])
def test_a_good_rating_closes_the_case(engine: Engine, level: int) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)

    engine.hear(care, care.survey_answer("a", survey, hours(2), value=level))

    assert engine.case(case.id).status == "Closed"
    assert engine.conversation().latest_open is None


@pytest.mark.requirement("C-39")
def test_the_table_of_levels_can_be_changed(engine: Engine) -> None:
    engine.profile(engine.policy("strict", "creatio", survey={"map": {"4": "reopen_clear"}}))
    care = Channel()
    case, survey = solved(engine, care)

    engine.hear(care, care.survey_answer("a", survey, hours(2), value=4))

    assert engine.case(case.id).status == "Reopened"


@pytest.mark.requirement("C-39")
def test_an_open_case_keeps_the_table_that_it_was_opened_under(engine: Engine) -> None:
    engine.profile(engine.policy("ours", "creatio"))
    care = Channel()
    case, survey = solved(engine, care)
    engine.policy("ours", "creatio", survey={"map": {"5": "reopen_clear"}})

    engine.hear(care, care.survey_answer("a", survey, hours(2), value=5))

    assert engine.case(case.id).status == "Closed"


@pytest.mark.parametrize("value", [0, 7, "very good"])
def test_what_the_table_does_not_name_changes_nothing(engine: Engine, value: object) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)

    taken = engine.hear(care, care.survey_answer("a", survey, hours(2), value=value))

    assert taken.applied == 1
    assert engine.case(case.id).status == "Resolved"


@pytest.mark.requirement("C-61")
@pytest.mark.parametrize("end", [CloseCase, CancelCase])
def test_a_final_case_answers_to_no_rating(engine: Engine, end: type) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)
    engine.do(end(case_id=case.id), at=hours(2))
    before = engine.case(case.id).status

    engine.hear(care, care.survey_answer("a", survey, hours(3), value=1))

    assert engine.case(case.id).status == before
    assert [each.value for each in engine.events(SurveyAnswered.TOPIC)] == ["1"]


@pytest.mark.requirement("C-44")
def test_a_low_rating_reopens_a_case_that_waits_for_its_customer(engine: Engine) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)
    engine.do(ReopenCase(case_id=case.id), at=hours(2))
    engine.do(ChangeStatus(case_id=case.id, status="Waiting for response"), at=hours(3))

    engine.hear(care, care.survey_answer("a", survey, hours(4), value=2))

    assert engine.case(case.id).status == "Reopened"


@pytest.mark.requirement("C-62")
def test_a_case_in_work_is_left_alone_by_ratings(engine: Engine) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)
    engine.do(ReopenCase(case_id=case.id), at=hours(2))
    engine.do(TakeCase(case_id=case.id), actor=ANNA)

    engine.hear(
        care,
        care.survey_answer("a", survey, hours(3), value=1),
        care.survey_answer("b", survey, hours(4), value=5),
    )

    worked = engine.case(case.id)
    assert (worked.status, worked.assignee) == ("In progress", "anna")


def test_the_same_answer_again_counts_once(engine: Engine) -> None:
    care = desk(engine)
    _, survey = solved(engine, care)
    answer = care.survey_answer("a", survey, hours(2), value=1)

    taken = engine.hear(care, answer, answer)

    assert (taken.applied, taken.duplicate) == (1, 1)
    assert len(engine.events(CaseReopened.TOPIC)) == 1


@pytest.mark.parametrize("rating_first", [True, False])
def test_a_rating_and_a_message_within_a_second_reopen_once(
    engine: Engine, rating_first: bool
) -> None:
    """Invariant 10 of the policy model."""
    care = desk(engine)
    case, survey = solved(engine, care)
    arrivals = [
        care.survey_answer("a", survey, hours(2), value=1),
        care.message("b", hours(2) + (hours(SECOND / 2) - hours(0))),
    ]

    engine.hear(care, *(arrivals if rating_first else reversed(arrivals)))

    assert len(engine.events(CaseReopened.TOPIC)) == 1
    assert engine.case(case.id).status == "Reopened"
    assert len(engine.cases()) == 1


def test_two_workers_with_rating_and_message_reopen_once(engine: Engine) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)
    other, ratings = engine.another_intake(), Channel(partition=1)
    other.take([])
    engine.hear(care, care.message("b", hours(2)))

    other.take(ratings.records(ratings.survey_answer("a", survey, hours(2), value=2)))

    assert len(engine.events(CaseReopened.TOPIC)) == 1
    assert engine.case(case.id).status == "Reopened"


@pytest.mark.requirement("C-38")
def test_a_good_rating_wins_over_the_thanks_that_came_with_it(engine: Engine) -> None:
    """X-C4: the reply reopened the case, and nobody has done anything about it yet."""
    care = desk(engine)
    case, survey = solved(engine, care)

    engine.hear(
        care,
        care.message("thanks", hours(2)),
        care.survey_answer("a", survey, hours(2.1), value=5),
    )

    assert engine.case(case.id).status == "Closed"
    assert engine.conversation().latest_open is None
    assert [type(each) for each in engine.events(CaseReopened.TOPIC, CaseClosed.TOPIC)] == [
        CaseReopened,
        CaseClosed,
    ]


@pytest.mark.parametrize("what", ["later", "taken", "answered", "written again", "noted and taken"])
def test_a_reply_that_became_work_is_not_closed_by_a_rating(engine: Engine, what: str) -> None:
    care = desk(engine)
    case, survey = solved(engine, care)
    engine.hear(care, care.message("but", hours(2)))
    at = hours(2.1)
    if what == "later":
        at = hours(2 + 10 / 60)
    elif what == "answered":
        engine.do(AnswerCase(case_id=case.id, text="We look again."), at=hours(2.05))
    elif what == "written again":
        engine.hear(care, care.message("and", hours(2.05)))
    else:
        engine.do(AddNote(case_id=case.id, text="Hm."), at=hours(2.04))
        engine.do(TakeCase(case_id=case.id), actor=ANNA)

    engine.hear(care, care.survey_answer("a", survey, at, value=5))

    assert engine.case(case.id).is_open


def test_where_one_case_may_be_open_a_rating_opens_no_second(engine: Engine) -> None:
    table = {"map": {"1": "reopen_clear"}}
    grace = {"length": "0"}
    engine.profile(
        engine.policy(
            "single",
            "emplifi",
            survey=table,
            grace=grace,
            on_customer_message={"resolved_after_grace": "new_case"},
        )
    )
    care = Channel()
    case, survey = solved(engine, care)
    engine.hear(care, care.message("new", hours(2)))

    engine.hear(care, care.survey_answer("a", survey, hours(3), value=1))

    assert not engine.case(case.id).is_open
    assert len(engine.conversation().open_cases) == 1
