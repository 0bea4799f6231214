"""A customer's answer to a survey: recorded on the surveyed case, with what it changes there.

Answers are recognised before any case is looked for, so none reopens by routing or makes a case of
its own (Q-55, Q-56).
"""

from __future__ import annotations

from uuid import UUID

from application.conversations import keeper_of
from application.definitions.adapting import Adapting
from application.intake.records import Malformed
from application.intake.session import Session
from application.room import only_one
from domain.case.aggregate import Case
from domain.case.errors import UnknownSurvey
from domain.case.events import SurveyAnswered
from domain.kernel import Cause
from domain.message.incoming import IncomingSurveyAnswer
from domain.survey.aggregate import SurveyToken


def surveyed(incoming: IncomingSurveyAnswer, session: Session) -> tuple[Case, str]:
    """The case, and the survey's id, whether the answer names that or a token. Raises Malformed."""
    case_id, survey_id = _case_in(incoming.survey_id), incoming.survey_id
    case = session.find(Case, case_id) if case_id is not None else None
    if case is None:
        token = session.find(SurveyToken, session.ids.survey_token(incoming.survey_id))
        if token is not None and token.issued is not None:
            case, survey_id = session.find(Case, token.issued.case_id), token.issued.survey_id
    if case is None or case.customer_id != incoming.customer_id:
        raise _unknown(incoming)
    return case, survey_id


def take_answer(
    case: Case,
    answered: SurveyAnswered,
    incoming: IncomingSurveyAnswer,
    session: Session,
    adapting: Adapting,
    cause: Cause,
) -> bool:
    """False when this answer was taken before. A merged or deleted case only keeps it.
    Raises Malformed."""
    try:
        if not case.answer_survey(answered, cause=cause):
            return False
    except UnknownSurvey:
        raise _unknown(incoming) from None
    apart = case.merged_into is not None or case.deletion is not None
    if apart or case.conversation_id is None:
        return True
    conversation = keeper_of(session, case)
    policy = adapting.bound_of(case, session).policy
    one = only_one(case, session, adapting.policies)
    others = [id for id in conversation.open_cases if id != case.id]
    was_open = case.is_open
    case.rate(policy, incoming.value, has_room=not (one and others), cause=cause)
    if case.is_open and not was_open:
        conversation.resume(case.id, one_open_case=one, cause=cause)
    elif was_open and not case.is_open:
        conversation.settle(case.id, cause=cause)
    return True


def _case_in(survey_id: str) -> UUID | None:
    try:
        return UUID(survey_id.partition(".")[0])
    except ValueError:
        return None


def _unknown(incoming: IncomingSurveyAnswer) -> Malformed:
    rule = f"no survey {incoming.survey_id!r} was sent to this customer"
    return Malformed("unknown_survey", field="data.survey_id", rule=rule)
