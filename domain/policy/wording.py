"""What the fields of a policy say, in sentences that people understand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from domain.policy.paths import written

YES_NO = {"true": "yes", "false": "no"}
LENGTH = {"infinite": "for ever", "never": "never", "0": "not at all", "": "for {}"}
AFTER = {"never": "never", "0": "at once", "": "after {}"}
BY = {"nothing": "nobody", "": "{}"}
ACTIONS = {
    "append": "is added to it",
    "append_reopen": "is added and reopens it",
    "append_silent": "is added and changes nothing",
    "new_case": "opens a new case",
    "new_followup_case": "opens a follow-up case",
    "park": "waits for a person",
    "reject_with_reply": "waits for a person, and its author is answered that the matter is closed",
    "forward_to_target": "goes to the case that took it over",
}
THANKS = {"as_customer": "counts like any other", "append_silent": "is added and changes nothing"}
KEPT = {
    "keep": "keeps",
    "clear": "loses",
    "smart": "gets by rule",
    "keep_if_available_else_clear": "keeps, if he is there, and else loses",
}


class Says(msgspec.Struct, frozen=True):
    """A sentence with `{}` for the value; `values` puts values into words, under "" all others."""

    sentence: str
    values: Mapping[str, str] = {}

    def value(self, given: Any) -> str:
        plain = written(given)
        return self.values.get(plain, self.values.get("", "{}")).replace("{}", plain)


def _message_to(which: str) -> Says:
    return Says(f"A message to {which} {{}}", ACTIONS)


SENTENCES: dict[str, Says] = {
    "identity.key": Says(
        "A customer is {}",
        {
            "platform_account": "one account on a platform",
            "contact": "a contact with all its accounts",
            "merged_person": "a person with all accounts that are joined",
        },
    ),
    "grouping.auto_create.enabled": Says(
        "A message without a case {}", {"true": "opens one", "false": "waits for a person"}
    ),
    "grouping.auto_create.only_private_1to1": Says(
        "{} open cases by themselves", {"true": "Only private messages", "false": "All messages"}
    ),
    "grouping.key": Says(
        "A case gathers {}",
        {
            "customer": "the messages of a customer",
            "rule_author": "the messages of an author by case rules",
            "thread": "the messages of a thread",
            "case_number_then_thread": "what names its number, else the messages of a thread",
        },
    ),
    "grouping.one_open_case": Says(
        "A customer has {} at a profile",
        {"true": "at most one open case", "false": "any number of open cases"},
    ),
    "grouping.manual_cross_author": Says("A case may hold messages of several authors: {}", YES_NO),
    "grouping.manual_requires": Says("Whoever opens a case by hand must give {}"),
    "grouping.note_on_creation": Says("A note may come with a new case: {}", YES_NO),
    "grouping.idle_split.after": Says(
        "Silence makes the next message a matter of its own {}", AFTER
    ),
    "grouping.idle_split.then": Says(
        "The case that was silent {}",
        {"leave_open": "stays open", "auto_resolve": "is resolved", "nothing": "goes on"},
    ),
    "statuses": Says("Statuses are {}"),
    "on_customer_message.waiting_customer": _message_to("a case that waits for the customer"),
    "on_customer_message.resolved_in_grace": _message_to("a resolved case in its grace"),
    "on_customer_message.resolved_after_grace": _message_to("a resolved case after its grace"),
    "on_customer_message.final": _message_to("a case that is closed for good"),
    "on_customer_message.thanks": Says("A message that only says thank you {}", THANKS),
    "grace.length": Says("A resolved case can come back {}", LENGTH),
    "grace.restart_on_each_done": Says(
        "The grace counts from the {} resolve", {"true": "last", "false": "first"}
    ),
    "reopen.target_status": Says("A case that comes back becomes {}"),
    "reopen.assignee": Says("A case that comes back {} its assignee", KEPT),
    "reopen.group": Says("A case that comes back {} its group", KEPT),
    "reopen.notify_group": Says("The group is told of a case that comes back: {}", YES_NO),
    "reopen.requeue": Says("A case that comes back waits in its queue again: {}", YES_NO),
    "followup.by_agent": Says("Agents may open follow-up cases: {}", YES_NO),
    "followup.by_inbound": Says("Messages may open follow-up cases: {}", YES_NO),
    "followup.copy": Says("A follow-up case takes over {}"),
    "resolve.closed_after": Says("A resolved case is closed {}", AFTER),
    "resolve.kb_suggest": Says("Articles are suggested for resolved cases: {}", YES_NO),
    "survey.on": Says("Customers are asked how it was: {}", {"none": "no", "resolve": "yes"}),
    "survey.first_close_only": Says(
        "They are asked after {}", {"true": "the first resolve only", "false": "every resolve"}
    ),
    "survey.throttle.window": Says("Nobody is asked twice within {}"),
    "survey.map": Says("What ratings do: {}"),
    "link.kinds": Says("Cases may be linked as {}"),
    "link.child_channels": Says(
        "Child cases go out on {}", {"can_initiate": "every channel that can begin a contact"}
    ),
    "link.inherit": Says("A child case takes over {}"),
    "link.cascade_close": Says(
        "Closing a parent with open children {}",
        {
            "none": "leaves them as they are",
            "warn": "warns",
            "block_parent": "is refused",
            "close_children": "closes them too",
        },
    ),
    "assignment.strategies": Says("Cases are given out by {}", BY),
    **{
        f"assignment.requires_available.{strategy}": Says(
            f"By {strategy}, {{}} may get cases", {"true": "only who is there", "false": "anybody"}
        )
        for strategy in ("smart", "workload", "random")
    },
    "assignment.restrict_to.users": Says("Only these agents get cases: {}", {"nothing": "all"}),
    "assignment.restrict_to.teams": Says("Only these teams get cases: {}", {"nothing": "all"}),
    "assignment.capacity": Says(
        "An agent is given at most {} open cases", {"nothing": "any number of"}
    ),
    "queue.take": Says(
        "Agents take {} from a queue", {"any": "any case", "next": "only the next case"}
    ),
    "lock.scope": Says(
        "Agents lock {} while they work on it",
        {"none": "nothing", "message": "a message", "case": "a case"},
    ),
    "lock.ttl": Says("A lock ends by itself after {}"),
    "reply_target": Says(
        "An answer goes to {}",
        {
            "last_customer_message": "the customer's last message",
            "chosen_message": "the message that the agent chooses",
        },
    ),
    "visibility.mode": Says(
        "Agents see {}",
        {
            "all_qualified": "the cases of all services they are qualified for",
            "own_history": "cases that they worked on",
            "group": "cases of their groups",
        },
    ),
    "visibility.conversation_page": Says("A conversation shows {} messages at once"),
    "retention.mode": Says("Cases are kept {}", {"unlimited": "without limit", "days": "for days"}),
    "retention.days": Says("Cases are kept for {} days", {"nothing": "unlimited"}),
}
"""Of the main fields; the others are told by their paths."""


def change_in_words(path: str, before: Any, after: Any) -> str:
    says = SENTENCES.get(path)
    if says is not None:
        now = says.sentence.replace("{}", says.value(after))
        return f"{now[:1].upper()}{now[1:]} (before: {says.value(before)})"
    if path.startswith("statuses.") and path.endswith(".category"):
        return _status(path.removeprefix("statuses.").removesuffix(".category"), before, after)
    return f"{path}: {written(before)} becomes {written(after)}"


def _status(name: str, before: str | None, after: str | None) -> str:
    if before is None:
        return f"Status {name} is there now, of category {after}"
    if after is None:
        return f"Status {name} is not there any more; its category was {before}"
    return f"Status {name} has category {after} (before: {before})"
