"""The word under which a customer answers a survey when his channel does not know our ids."""

from __future__ import annotations

from uuid import UUID

from domain.kernel import Event


class SurveyTokenIssued(Event, frozen=True):
    TOPIC = "survey.token_issued"

    token: str
    survey_id: str
    case_id: UUID
