"""Which cases a message may belong to: the one it names, and the one of its grouping value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

import msgspec

from domain.conversation.aggregate import Conversation
from domain.message.events import Thread
from domain.policy.document import Policy


class Explicit(msgspec.Struct, frozen=True):
    """The case that the message names; `rejected` are the ways whose case is not the sender's."""

    case_id: UUID | None = None
    by: str | None = None
    rejected: tuple[str, ...] = ()


NOTHING = Explicit()


def explicit_case(
    thread: Thread | None,
    conversation: Conversation,
    places: Mapping[str, UUID | None],
    numbered: UUID | None = None,
    admits: Callable[[UUID], bool] = lambda _: False,
) -> Explicit:
    """By case number, then In-Reply-To, then references from the newest back.

    `places` says in which case the messages of these external ids are, `numbered` which case has
    the number that the message quotes. Somebody else's case counts only where `admits` says that
    the sender takes part in it; whoever merely quotes it is not let in (zammad#5064).
    """
    if thread is None:
        return NOTHING
    rejected: list[str] = []
    for by, named in _named(thread, places, numbered):
        if named is not None and (named in conversation.cases or admits(named)):
            return Explicit(named, by, tuple(dict.fromkeys(rejected)))
        rejected.append(by)
    return Explicit(rejected=tuple(dict.fromkeys(rejected))) if rejected else NOTHING


def _named(
    thread: Thread, places: Mapping[str, UUID | None], numbered: UUID | None
) -> list[tuple[str, UUID | None]]:
    named: list[tuple[str, UUID | None]] = []
    if thread.case_number is not None:
        named.append(("case_number", numbered))
    if thread.in_reply_to is not None and places.get(thread.in_reply_to) is not None:
        named.append(("in_reply_to", places[thread.in_reply_to]))
    newest_first = reversed(thread.references)
    return named + [("references", place) for each in newest_first if (place := places.get(each))]


def slot_of(policy: Policy, thread: Thread | None) -> str:
    """The grouping value: the thread where the policy groups by threads, else the pair itself."""
    by_thread = policy.grouping.key in ("thread", "case_number_then_thread")
    return thread.id if by_thread and thread is not None and thread.id is not None else ""


def is_grouped(policy: Policy, *, private: bool) -> bool:
    """Where only private conversations are, a public message finds and makes no case (Q-22)."""
    return private or not policy.grouping.auto_create.only_private_1to1


def follow_merges(case_id: UUID, merged_into: Callable[[UUID], UUID | None]) -> UUID | None:
    """Where a chain of merges ends; None when it runs in a circle (frappe/helpdesk#2539)."""
    seen = {case_id}
    while (into := merged_into(case_id)) is not None:
        if into in seen:
            return None
        seen.add(into)
        case_id = into
    return case_id
