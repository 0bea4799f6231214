"""Orders a simulation so that much can happen at once without changing what anybody meets.

What happens in one conversation happens in its own order; conversations do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from domain.identity import record_key
from ingest.simulation import notes
from ingest.simulation.intents import AnswerOpenCase, CreateChild
from ingest.simulation.steps import Act, Publish, Step

UNUSUAL_KEY = frozenset({notes.NO_KEY, notes.OTHER_KEY})


class Round(msgspec.Struct):
    """First the records, then the acts; each in order of time."""

    records: list[Publish] = msgspec.field(default_factory=list)
    acts: list[Act] = msgspec.field(default_factory=list)


class _Reached(msgspec.Struct):
    """How far one conversation is: its round, and whether an act has happened in it."""

    round: int = 0
    acted: bool = False


def rounds(steps: Sequence[Step], *, window: int = 400) -> Iterator[Round]:
    """Windows of so many steps follow each other, so that everybody moves through time together."""
    for first in range(0, len(steps), window):
        yield from _window(steps[first : first + window])


def _window(steps: Sequence[Step]) -> list[Round]:
    made: list[Round] = []
    reached: dict[str, _Reached] = {}
    for step in steps:
        number = _place(step, reached)
        made += [Round() for _ in range(number + 1 - len(made))]
        if isinstance(step, Publish):
            made[number].records.append(step)
        else:
            made[number].acts.append(step)
    return made


def _place(step: Step, reached: dict[str, _Reached]) -> int:
    if isinstance(step, Act):
        return _place_act(step, reached)
    conversation = conversation_of(step)
    alone = step.note in UNUSUAL_KEY  # on another partition it could overtake its conversation
    known = conversation in reached
    here = reached.setdefault(conversation, _Reached())
    here.round += here.acted or (alone and known)
    here.acted = alone
    return here.round


def _place_act(act: Act, reached: dict[str, _Reached]) -> int:
    touched = [reached.setdefault(each, _Reached()) for each in conversations_of(act)]
    number = max(each.round for each in touched)
    echoed = isinstance(act.intent, AnswerOpenCase) and act.intent.echoed_after is not None
    for each in touched:
        # The answer's echo comes in the next round, before whatever else is said then.
        each.round, each.acted = (number + 1, False) if echoed else (number, True)
    return number


def conversations_of(act: Act) -> list[str]:
    intent = act.intent
    touched = [record_key(intent.profile_id, intent.customer_id or "")]
    if isinstance(intent, CreateChild):
        touched.append(record_key(intent.to_profile_id, intent.to_customer_id))
    return touched


def conversation_of(record: Publish) -> str:
    """Its key; where a connector forgot or changed that, what the value says."""
    if record.key is not None and record.note != notes.OTHER_KEY:
        return record.key.decode()
    customer = _customer_in(record.value or b"")
    return record_key(record.profile_id, customer) if customer is not None else ""


def _customer_in(value: bytes) -> str | None:
    """In structured mode the data is a field, in binary mode it is everything."""
    try:
        event = msgspec.json.decode(value)
        data = event.get("data", event)
        return str(data["customer"]["id"])
    except (msgspec.DecodeError, AttributeError, LookupError, TypeError):
        return None
