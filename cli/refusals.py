"""One English sentence for each refusal of the domain, made of its facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cli.exits import NOT_FOUND, REFUSED, USAGE
from cli.instants import written
from domain.errors import Rejection

SENTENCES: dict[str, str] = {
    "unknown_case": "case: there is no case {case_id}",
    "case_is_final": "case {number}: is {status}, which is final; nothing can be changed",
    "case_takes_no_messages": "case {number}: takes no messages any more; reopen it first",
    "case_not_open": "case {number}: is {status}, not open",
    "case_already_open": "case {number}: is open already ({status})",
    "no_such_status": "status: policy {policy} has no status {status}; it has {statuses}",
    "no_such_status/category": "status: policy {policy} has no status of category {category}",
    "link_not_allowed": "case {number}: policy {policy} allows no link of kind {kind}",
    "children_are_open": "case {number}: its children {children} are open; end them first",
    "child_cannot_be_parent": "case {number}: is a child itself, so it cannot have children",
    "parent_cannot_be_child": "case {number}: has {children} children, so it cannot be a child",
    "already_has_parent": "case {number}: has a parent already; detach it first",
    "cannot_link_to_itself": "case {number}: cannot be linked to itself",
    "not_linked": "case {number}: has no parent to be detached from",
    "channel_cannot_initiate": (
        "profile {profile}: {channel} through {connector} cannot begin a contact,"
        " so no child case can go out on it"
    ),
    "no_telephony": "profile {profile}: {channel} through {connector} carries no calls",
    "no_way_to_reach": "customer: no profile can begin a contact with {customer}; name one",
    "nobody_named": "{field}: name whom the case is for, or the case that he has",
    "note_after_creation": (
        "note: policy {policy} takes notes only once the case is there; add it with cases note"
    ),
    "stale_version": "case {number}: has version {current} by now, not {expected}",
    "nothing_to_change": "nothing to change: give {field}",
    "unknown_survey": "survey: there is no survey {survey_id}",
    "unacceptable_text": "{field}: {rule}",
    "empty_text": "{field}: must have at least one visible character",
    "another_case_is_open": (
        "case {number}: is open, and the policy allows one open case per customer and profile"
    ),
    "case_is_open": "case {number}: is {status}; it takes further mails itself, so answer in it",
    "follow_up_not_allowed": "case {number}: policy {policy} lets nobody follow a case up",
    "case_is_merged": "case {number}: was merged into {into}; work on that one, or unmerge it",
    "case_not_merged": "case {number}: was not merged into another",
    "merge_cycle": "case {number}: cannot be merged into itself, nor into what was merged into it",
    "child_cannot_be_merged": "case {number}: is a child; detach it before merging it",
    "parent_cannot_be_merged": "case {number}: has {children} children; detach them before merging",
    "policy_forbids_merge": (
        "case {number}: is {status}, and policy {policy} would not put a message into it that comes"
        " now ({action}); reopen it first, or merge the other way round"
    ),
    "nothing_would_stay": "case {number}: all its {messages} messages would go; merge or rename it",
    "message_already_there": "message {message_id}: is in that case already",
    "message_not_in_case": "message {message_id}: is not in that case; it is {place}",
    "message_cannot_move": "message {message_id}: is the channel's copy of our own {points_to}",
    "own_answer_stays": "message {message_id}: is an answer of ours; move it to another case",
    "message_not_parked": "message {message_id}: is not parked but {place}",
    "not_one_of_us": "actor: {actor} cannot answer; customers write through a channel",
    "locked_by_another": "lock: {holder} works on it until {until}",
    "locks_not_used": "case {number}: policy {policy} lets nobody lock anything",
    "not_of_the_service": (
        "case {number}: {kind} {id} is for services {services}, and the case is of {service}"
    ),
    "not_locked": "lock: nobody holds it",
    "lock_expired": "lock: that of {holder} ended by itself at {until}",
    "only_agents_lock": "actor: {actor} is no agent; only agents lock mails",
    "unknown_message": "message: there is no message {message_id}",
    "message_not_silent": (
        "message {message_id}: is no message that was added to case {number} without changing it"
    ),
    "unknown_contact": "contact: there is no contact {contact_id}",
    "account_taken": "account {profile} {customer}: belongs to contact {contact_id}",
    "not_its_account": "account {profile} {customer}: is not an account of contact {contact_id}",
    "contact_is_joined": "contact {contact_id}: counts as contact {into}; separate it first",
    "contact_not_joined": "contact {contact_id}: is not joined into another",
    "cannot_join_itself": "contact {contact_id}: cannot be joined to itself",
    "invalid_policy": "{field}: {problem}",
    "policy_field_unsupported": "{field}: {value} is not supported yet, because {why}",
    "unknown_preset": "policy: there is no preset {name}; there are {known}",
    "unknown_policy": "policy: there is no policy {policy}",
    "unknown_policy/version": "policy: {policy} has no version {version}",
    "presets_are_ours": "policy: {policy} is the name of a shipped policy; choose another id",
    "binding_refused": (
        "profile {profile}: {count} open cases stand against policy {policy} version {version}:"
        " {cases}"
    ),
    "rebinding_refused": "{count} open cases cannot follow the policy: {cases}",
    "no_counterpart": (
        "case {number}: is {status}, and policy {policy} has no status of category {category}"
    ),
    "unknown_scope": "scope: must be a group with its name, or the whole deployment",
    "unknown_profile": "profile: there is no profile {profile}",
    "profile_exists": "profile {profile}: is registered already, on {channel} through {connector}",
    "negative_lateness": "{field}: {seconds:g} s is less than nothing",
    "invalid_definition": "{field}: {problem}",
    "invalid_setup": "{field}: {problem}",
    "setup_item_refused": "{place}: {rejection}",
    "invalid_setup/more": "{field}: {problem} (and {more} more)",
    "unknown_kind": "kind: there is no kind {kind}; there are {kinds}",
    "unknown_definition": "{field}: there is no {kind} {id}",
    "inactive_definition": "{field}: {kind} {id} is not active",
    "definition_exists": "{kind} {id}: exists already; change it instead",
    "transition_not_allowed": (
        "case {number}: process {process} lets it go from {from_status} to {allowed},"
        " not to {to_status}"
    ),
    "field_required/policy": "{fields}: policy {policy} requires it of a case opened by hand",
    "customer_required": "{field}: policy {policy} ties every case to a customer of a profile",
    "policy_of_profile": "policy: a case of profile {profile} follows the policy of the profile",
    "reply_target_required": "case {number}: say which message is answered, with --in-reply-to",
    "not_in_this_case": "message {message_id}: is not in case {number}",
    "several_authors": (
        "case {number}: holds mentions of {authors}; say whose is answered, with --in-reply-to"
    ),
    "nobody_to_answer": "case {number}: holds no mention yet, so there is nobody to answer",
    "other_author": (
        "message {message_id}: is of {author} at profile {profile}; policy {policy} lets no other"
        " author into case {number}"
    ),
    "field_required/when": "{fields}: must have a value before a case is {when} by a person",
    "case_is_deleted": "case {number}: was deleted by {by} at {at}; it can only be restored",
    "case_not_deleted": "case {number}: is not deleted",
    "holds_merged_cases": "case {number}: holds what was merged into it ({merged}); unmerge first",
    "unknown_sentiment": "{field}: {sentiment} must be one of {sentiments}",
    "field_not_valid": "{field}: {rule}",
    "field_not_here": "{field}: cases of profile {profile} and type {type} do not have this field",
    "field_required": "case {number}: {field} must have a value before it comes to {status}",
    "process_does_not_fit": (
        "case {number}: process {process} has stages that are no statuses of it: {missing}"
    ),
    "no_process": "case {number}: follows no process, so it has no next stage",
    "no_next_stage": "case {number}: is {status}, after which no stage comes",
    "case_already_taken": "case {number}: is taken already, by {assignee}",
    "not_next": "case {number}: queue {queue} gives out only its next case, which is another one",
    "queue_is_empty": "queue {queue}: no case waits",
    "not_of_the_queue": "queue or group {queue}: {agent} is no member, so he takes no case of it",
    "only_agents_take": "actor: {actor} is no agent; only agents take cases",
    "unknown_article": "article: there is no article {article}",
    "article_exists": "article: {article} exists already; change it instead",
    "not_linked/article": "case {number}: is not linked to article {article}",
    "survey_token_taken": "token: {token} belongs to another survey already",
    "command_id_reused": "command id: {command_id} was used for another command",
    "cannot_hold_cases": "{field}: {agent} has no role that works cases",
    "not_permitted": "{actor}: may not do this; {command} needs the permission {needed}",
    "backdating_not_permitted": "at: {actor} may not backdate",
    "occurs_in_future": "{field}: {at} lies in the future",
    "too_busy": "others changed the same things {attempts} times in a row; try again",
    "busy": "others write to {what} all the time; try again",
    "other_kind": "id: {stream} belongs to something else, not to a {kind}",
    "nothing_held": "held: no record waits behind key {key}",
    "unknown_letter": "dead letter: there is no dead letter {letter}",
    "letter_settled": "dead letter {letter}: is {state} already",
    "still_refused": "dead letter {letter}: is still refused: {field}: {rule}",
    "nothing_missing": "partition: {topic}:{partition} is not stopped",
    "ambiguous_topic": "topic: {topic} was made more than once; give one of the ids {ids}",
}
"""By code; `code/fact` is used where the refusal names that fact."""

STATUSES: dict[str, int] = {
    **dict.fromkeys(
        (
            "nothing_held",
            "nothing_missing",
            "other_kind",
            "unknown_article",
            "unknown_case",
            "unknown_contact",
            "unknown_definition",
            "unknown_kind",
            "unknown_letter",
            "unknown_message",
            "unknown_policy",
            "unknown_preset",
            "unknown_profile",
            "unknown_survey",
        ),
        NOT_FOUND,
    ),
    **dict.fromkeys(
        (
            "ambiguous_topic",
            "empty_text",
            "unacceptable_text",
            "invalid_definition",
            "invalid_policy",
            "invalid_setup",
            "negative_lateness",
            "nothing_to_change",
            "occurs_in_future",
            "unknown_scope",
        ),
        USAGE,
    ),
}
"""What is not named here is refused by a rule."""


class _Facts(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"({name} not said)"


def refusal(rejection: Rejection) -> tuple[int, str]:
    """The exit status and the sentence. What was refused of a whole is named by its place."""
    inner = rejection.facts.get("rejection")
    if isinstance(inner, Rejection):
        status, line = refusal(inner)
        return status, f"{rejection.facts['place']}: {line}"
    return STATUSES.get(rejection.code, REFUSED), sentence(rejection.code, rejection.facts)


def sentence(code: str, facts: Mapping[str, object]) -> str:
    special = (SENTENCES[key] for name in facts if (key := f"{code}/{name}") in SENTENCES)
    template = next(special, None) or SENTENCES.get(code)
    if template is None:
        return " ".join([f"{code}:", *(f"{name}={value}" for name, value in facts.items())])
    return template.format_map(_Facts({name: _written(v) for name, v in facts.items()}))


def _written(value: object) -> object:
    return written(value) if isinstance(value, datetime) else value
