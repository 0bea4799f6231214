from __future__ import annotations

from uuid import UUID

import pytest

from domain.case.errors import UnknownSurvey
from domain.case.events import SurveyAnswered, SurveyComment, SurveySent
from domain.kernel import Event
from domain.message.events import RecordSource
from tests.domain.case.given import FINAL, RESOLVED, opened
from tests.support.scenario import SELF, by

FIRST = f"{SELF}.1"
ANSWER = SurveyAnswered(
    FIRST, "/channels/email/care#a-1", "csat", "4", RecordSource(UUID(int=3), 0, 7), SurveyComment()
)
ANN = by("customer:ann")


def test_surveys_of_a_case_are_numbered() -> None:
    case = opened().when(lambda c: c.record_survey("csat", cause=ANN))
    case.then(SurveySent(FIRST, "csat"))
    assert case.answer == FIRST
    case = opened().given(SurveySent(FIRST, "csat"))
    case.when(lambda c: c.record_survey("nps", cause=ANN)).then(SurveySent(f"{SELF}.2", "nps"))


@pytest.mark.parametrize("before", [[], [RESOLVED], *[[each.values[0]] for each in FINAL]])
def test_an_answer_is_taken_in_any_phase_and_changes_no_status(before: list[Event]) -> None:
    case = opened().given(SurveySent(FIRST, "csat"), *before)
    status = case.aggregate.status
    case.when(lambda c: c.answer_survey(ANSWER, cause=ANN)).then(ANSWER)
    assert case.answer is True
    assert case.aggregate.status == status


def test_the_same_answer_counts_once() -> None:
    case = opened().given(SurveySent(FIRST, "csat"), ANSWER)
    case.when(lambda c: c.answer_survey(ANSWER, cause=ANN)).then()
    assert case.answer is False


def test_an_answer_to_a_survey_that_was_not_sent_is_refused() -> None:
    case = opened().when(lambda c: c.answer_survey(ANSWER, cause=ANN))
    case.then_rejected(UnknownSurvey, survey_id=FIRST)
