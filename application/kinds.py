"""What kind of thing a stream is: its first event says so, whoever guessed otherwise."""

from __future__ import annotations

from domain.article.aggregate import Article
from domain.case.aggregate import Case
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.definition.register import Register
from domain.errors import Rejection
from domain.kernel import Aggregate, Event
from domain.lock.aggregate import WorkLock
from domain.message.aggregate import Message
from domain.profile.aggregate import Profile
from domain.survey.aggregate import SurveyToken
from domain.team.presence import Presence
from domain.team.sending import Sending

KINDS: dict[str, type[Aggregate]] = {
    "case": Case,
    "conversation": Conversation,
    "contact": Contact,
    "message": Message,
    "profile": Profile,
    "definition": Register,
    "survey": SurveyToken,
    "article": Article,
    "presence": Presence,
    "lock": WorkLock,
    "sending": Sending,
}
"""By the first word of the topic; policies and appointments are never named by strangers."""


class OtherKind(Rejection):
    """The id belongs to something else, a message perhaps where a case was meant."""

    code = "other_kind"


def kind_of(first: Event, expected: type[Aggregate]) -> type[Aggregate]:
    return KINDS.get(first.TOPIC.partition(".")[0], expected)
