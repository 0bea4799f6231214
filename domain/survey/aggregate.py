"""One token: it leads to one survey of one case, for ever."""

from __future__ import annotations

from uuid import UUID

from domain.errors import Rejection
from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.survey.events import SurveyTokenIssued


class SurveyTokenTaken(Rejection):
    """The token leads to another survey already."""

    code = "survey_token_taken"


class SurveyToken(Aggregate):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.issued: SurveyTokenIssued | None = None

    def issue(self, issued: SurveyTokenIssued, *, cause: Cause) -> None:
        """Raises SurveyTokenTaken."""
        if self.issued is not None:
            raise SurveyTokenTaken(token=issued.token)
        self.record(issued, cause)

    @evolves(SurveyTokenIssued)
    def _issued(self, recorded: Recorded[SurveyTokenIssued]) -> None:
        self.issued = recorded.event
