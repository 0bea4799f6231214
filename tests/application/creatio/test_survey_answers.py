"""Which case an answer belongs to, by survey or by token, and that it stays with that case."""

from __future__ import annotations

import pytest

from domain.case.events import SurveyAnswered
from domain.survey.aggregate import SurveyTokenTaken
from tests.application.creatio.desk import asked, desk, solved
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

ID = "0123456789abcdef0123456789abcdef"
"""A token that looks like the id of a case."""


@pytest.mark.requirement("Q-55")
@pytest.mark.requirement("Q-56")
def test_feedback_stays_with_the_resolved_case_and_makes_none(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    case, survey = solved(engine, care)

    engine.hear(care, care.survey_answer("a", survey, hours(2), value=1, comment="Slow."))

    assert engine.case(case.id).status == "Resolved"
    assert len(engine.cases()) == 1
    (answered,) = engine.events(SurveyAnswered.TOPIC)
    assert (answered.survey_id, answered.personal.comment) == (survey, "Slow.")
    assert engine.case(case.id).answers


@pytest.mark.requirement("C-36")
def test_an_answer_may_name_the_token_that_the_customer_got(engine: Engine) -> None:
    care = desk(engine)
    case, _ = solved(engine, care)
    asked(engine, case, token=ID)
    asked(engine, case, token="how-was-it")

    for number, token in enumerate((ID, "how-was-it")):
        answer = care.survey_answer(f"a{number}", "unused", hours(2), value=9, token=token)
        del answer["data"]["survey_id"]
        assert engine.hear(care, answer).applied == 1

    named = [each.survey_id for each in engine.events(SurveyAnswered.TOPIC)]
    assert named == [f"{case.id}.2", f"{case.id}.3"]


def test_a_token_leads_to_one_survey(engine: Engine) -> None:
    care = desk(engine)
    case, _ = solved(engine, care)
    asked(engine, case, token="how-was-it")
    with pytest.raises(SurveyTokenTaken):
        asked(engine, case, token="how-was-it")


@pytest.mark.parametrize("customer", ["bob", "ann"])
def test_an_answer_to_nothing_is_a_dead_letter(engine: Engine, customer: str) -> None:
    care = desk(engine)
    _, survey = solved(engine, care)
    named = survey if customer == "bob" else "nothing"

    taken = engine.hear(care, care.survey_answer("a", named, hours(2), customer=customer))

    assert taken.letter == 1
