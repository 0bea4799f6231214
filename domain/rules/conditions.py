"""Whether a message is as conditions want it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.message.incoming import IncomingMessage
from domain.policy.conditions import Condition


def meets(message: IncomingMessage, conditions: Iterable[Condition]) -> bool:
    """All of them; none asks nothing."""
    return all(_holds(message, each) for each in conditions)


def _holds(message: IncomingMessage, condition: Condition) -> bool:
    if condition.field == "private":
        wanted = condition.is_ if condition.is_ is not None else not condition.is_not
        return message.private == wanted
    found = [each.casefold() for each in _values(message, condition)]
    ((how, wanted),) = condition.said.items()
    if how == "in":
        return any(each.casefold() in found for each in wanted)
    if how == "contains":
        return any(wanted.casefold() in each for each in found)
    return (wanted.casefold() in found) == (how == "is")


def _values(message: IncomingMessage, condition: Condition) -> list[str]:
    """What the message has in the field: mostly one value, or none."""
    content = message.content
    if condition.field == "recipient":
        return [each.id for each in content.recipients]
    if condition.field == "header":
        assert condition.name is not None
        wanted = condition.name.casefold()
        return [value for name, value in content.headers.items() if name.casefold() == wanted]
    known = {
        "channel": message.channel,
        "connector": message.connector,
        "service": message.service,
        "stream": message.stream,
        "language": message.language,
        "customer": message.customer_id,
        "author": message.author_id,
        "subject": content.subject,
        "text": content.text if content.text is not None else content.html,
    }
    value = known[condition.field]
    return [value] if value is not None else []
