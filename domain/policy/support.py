"""The one place that says which policy fields a rule reads now, and which not yet.

A field that no rule reads is refused in a policy of one's own, never ignored in silence. Every
field stands in exactly one of the two tables; a test keeps it so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from domain.policy.document import Policy
from domain.policy.errors import PolicyFieldUnsupported
from domain.policy.paths import values, written

READ = {
    "id": "names the policy",
    "identity.key": "contacts: does a join of accounts change where messages go",
    "grouping.auto_create.enabled": "routing: may a message without a case open one",
    "grouping.auto_create.only_private_1to1": "routing: only a private conversation opens one",
    "grouping.auto_create.conditions": "routing: only a message that meets them opens a case",
    "grouping.key": "locating: the slot that a message belongs to",
    "grouping.one_open_case": "conversation: how many cases may be open at once",
    "grouping.manual_cross_author": "mentions: may a person put others' messages into a case",
    "grouping.manual_requires": "opening by hand: what must be said of the case",
    "grouping.note_on_creation": "opening by hand, children: may a note come with the case",
    "grouping.idle_split": "phase: how much silence ends a matter",
    "statuses": "lifecycle: the names and what they mean",
    "on_customer_message": "routing: the action of each phase",
    "escalation.adopt_parked": "escalation: does what waited before come into the case, too",
    "grace": "phase: how long a resolved case can come back",
    "reopen.target_status": "lifecycle: the status after reopening",
    "reopen.assignee": "lifecycle: who has the case that comes back",
    "assignment": "assignment: who gets a case that nobody was given by hand",
    "reopen.group": "lifecycle: does the group stay",
    "reopen.notify_group": "lifecycle: recorded on the event; nobody is notified yet",
    "reopen.requeue": "lifecycle: does the case wait in its queue again",
    "followup.by_agent": "follow-up: may a settled case be followed up by command",
    "followup.by_inbound": "routing: may a customer's message open a follow-up case",
    "followup.copy": "follow-up: what the new case takes over",
    "followup.notes": "follow-up: both cases are told of each other",
    "survey.answer_routing": "intake: an answer stays with the case that was asked about",
    "survey.map": "intake: what a rating does to the case",
    "resolve.kb_suggest": "articles: is one suggested when a case is resolved without one",
    "queue.take": "queues: any case or only the next, where the queue does not say",
    "lock.scope": "locks: may an agent work on a mail, or a case, alone",
    "lock.ttl": "locks: when a lock ends by itself",
    "link.kinds": "links: which kinds are allowed",
    "link.child_channels": "links: where a child may go out",
    "link.max_depth": "links: a child has no children",
    "link.cascade_close": "links: what the end of a parent means for its children",
    "link.inherit": "links: what a child takes over when it is made",
    "visibility.mode": "visibility: which cases an agent sees",
    "resolve.cascade_messages": "messages: whether those of a resolved case are resolved with it",
    "reply_target": "answering: the customer's newest message, or one that a person chooses",
    "visibility.conversation_page": "conversations and cases: how many messages are shown",
    "first_response.counts": "statistics: which answers count as the first",
}


class NotYet(msgspec.Struct, frozen=True):
    """`read` are values that a rule reads besides the neutral one."""

    path: str
    why: str
    read: tuple[Any, ...] = ()


SURVEYS = "surveys are recorded by command and not sent yet"
TIMERS = "there are no timers yet"
DELETING = "everything is kept until a person deletes it"

NOT_YET = (
    NotYet("reopen.sla", "there are no deadlines yet"),
    NotYet("resolve.closed_after", TIMERS),
    NotYet("survey.on", SURVEYS),
    NotYet("survey.first_close_only", SURVEYS),
    NotYet("survey.throttle.window", SURVEYS),
    NotYet("survey.throttle.scope", SURVEYS),
    NotYet("retention.mode", DELETING),
    NotYet("retention.days", DELETING),
    NotYet("retention.erase", DELETING),
)


class Unsupported(msgspec.Struct, frozen=True):
    path: str
    value: Any
    why: str

    @property
    def sentence(self) -> str:
        return (
            f"policy field {self.path} is not supported yet with the value {written(self.value)}: "
            f"{self.why}"
        )


def unsupported(policy: Policy) -> list[Unsupported]:
    """The values of this policy that no rule reads: other than neutral, and not in `read`."""
    return list(_unsupported(policy))


def _unsupported(policy: Policy) -> Iterator[Unsupported]:
    given, neutral = values(policy), values(Policy(id=policy.id))
    for field in NOT_YET:
        value = given[field.path]
        if value != neutral[field.path] and value not in field.read:
            yield Unsupported(field.path, value, field.why)


def check(policy: Policy) -> None:
    """Raises PolicyFieldUnsupported. For policies of one's own; presets list theirs instead."""
    if found := unsupported(policy):
        first = found[0]
        raise PolicyFieldUnsupported(
            policy_id=policy.id,
            field=first.path,
            value=written(first.value),
            why=first.why,
            fields=tuple(each.path for each in found),
        )
