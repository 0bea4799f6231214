"""Every event ever released, by topic. Old names are added here as aliases, never taken away."""

from __future__ import annotations

from inspect import getmembers, isclass
from types import ModuleType

import domain.article.events
import domain.case.article_events
import domain.case.case_type_events
import domain.case.deleting_events
import domain.case.disposition_events
import domain.case.events
import domain.case.filing_events
import domain.case.merging_events
import domain.case.promoting_events
import domain.case.queue_events
import domain.case.rebinding_events
import domain.case.sentiment_events
import domain.contact.events
import domain.conversation.events
import domain.conversation.joining_events
import domain.conversation.waiting_events
import domain.conversation.withdrawing_events
import domain.definition.events
import domain.lock.events
import domain.message.events
import domain.message.moving_events
import domain.policy.events
import domain.profile.events
import domain.survey.events
import domain.team.events
import domain.team.sending_events
from domain.kernel import Event

MODULES: tuple[ModuleType, ...] = (
    domain.message.events,
    domain.conversation.events,
    domain.conversation.joining_events,
    domain.contact.events,
    domain.case.events,
    domain.profile.events,
    domain.policy.events,
    domain.definition.events,
    domain.case.merging_events,
    domain.case.promoting_events,
    domain.message.moving_events,
    domain.case.case_type_events,
    domain.case.queue_events,
    domain.case.rebinding_events,
    domain.case.filing_events,
    domain.survey.events,
    domain.article.events,
    domain.case.article_events,
    domain.team.events,
    domain.team.sending_events,
    domain.lock.events,
    domain.case.disposition_events,
    domain.case.sentiment_events,
    domain.case.deleting_events,
    domain.conversation.withdrawing_events,
    domain.conversation.waiting_events,
)


def _events(module: ModuleType) -> list[type[Event]]:
    return [
        member
        for _, member in getmembers(module, isclass)
        if issubclass(member, Event) and member.__module__ == module.__name__
    ]


EVENTS: dict[str, type[Event]] = {
    event.TOPIC: event for module in MODULES for event in _events(module)
}
