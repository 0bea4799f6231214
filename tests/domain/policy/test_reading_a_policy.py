"""What rules ask a policy, and the bytes under which it is stored and hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.policy.document import Policy, canonical, checked, digest, parse
from domain.policy.statuses import statuses

LENGTHS = st.integers(0, 400).map("{}h".format) | st.sampled_from(["infinite", "P3D", "0", "45s"])


def blocks(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


DOCUMENTS = st.fixed_dictionaries(
    {"id": st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True)},
    optional={
        "identity": blocks(key=st.sampled_from(["platform_account", "contact", "merged_person"])),
        "grouping": blocks(
            auto_create=blocks(enabled=st.booleans(), only_private_1to1=st.booleans()),
            key=st.sampled_from(["customer", "rule_author"]),
            one_open_case=st.booleans(),
            idle_split=st.none() | st.integers(1, 900).map(lambda h: {"after": f"{h}h"}),
        ),
        "grace": blocks(length=LENGTHS, restart_on_each_done=st.booleans()),
        "on_customer_message": blocks(
            waiting_customer=st.sampled_from(["append", "append_reopen"]),
            resolved_after_grace=st.sampled_from(["new_case", "park", "reject_with_reply"]),
            reject_text=st.text(
                st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80
            ).filter(str.strip),
        ),
        "reopen": blocks(
            target_status=st.sampled_from(["Reopened", "New", "In progress"]),
            assignee=st.sampled_from(["keep", "clear", "smart"]),
        ),
        "followup": blocks(copy=st.lists(st.sampled_from(["group", "labels"]), unique=True)),
        "survey": blocks(
            map=st.dictionaries(
                st.integers(0, 10) | st.integers(0, 10).map(str),
                st.sampled_from(["close", "reopen_clear"]),
            ).filter(lambda levels: len({str(level) for level in levels}) == len(levels))
        ),
        "link": blocks(
            child_channels=st.just("can_initiate")
            | st.lists(st.sampled_from(["email", "calls"]), min_size=1, unique=True)
        ),
    },
)


@given(DOCUMENTS)
def test_stored_bytes_are_read_to_the_same_bytes(document: dict[str, Any]) -> None:
    stored = canonical(checked(document))
    assert canonical(parse(stored)) == stored
    assert parse(stored) == checked(document)
    assert hash(parse(stored)) == hash(checked(document))


def test_stored_bytes_are_utf8_without_blanks_and_the_order_of_writing_does_not_matter() -> None:
    one = checked({"id": "own", "reopen": {"target_status": "Été"}, "statuses": _french()})
    other = checked({"statuses": _french(), "reopen": {"target_status": "Été"}, "id": "own"})
    assert canonical(one) == canonical(other)
    assert '"target_status":"Été"'.encode() in canonical(one)


def _french() -> list[dict[str, str]]:
    return [{"name": "Été", "category": "open"}, {"name": "Fini", "category": "resolved"}]


def test_the_digest_covers_the_bytes() -> None:
    assert digest(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_a_policy_cannot_be_changed() -> None:
    policy = Policy(id="own")
    with pytest.raises(ValidationError, match="frozen"):
        policy.grace.length = timedelta(0)  # type: ignore[misc]


def test_a_status_is_found_by_name_and_by_category() -> None:
    policy = Policy(id="own")
    done = policy.status("Resolved")
    assert done is not None
    assert (done.category, done.resolved, done.final) == ("resolved", True, False)
    assert policy.status("resolved") is None
    first_open = policy.status_of("open")
    assert first_open is not None
    assert first_open.name == "In progress"
    assert (
        Policy(id="own", statuses=statuses(Reopened="open", Done="resolved")).status_of("spam")
        is None
    )


def test_a_new_case_starts_new_and_without_such_a_status_open() -> None:
    assert Policy(id="own").initial_status.name == "New"
    plain = Policy(id="own", statuses=statuses(Reopened="open", Done="resolved"))
    assert plain.initial_status.name == "Reopened"


def test_reopening_leads_to_the_named_status() -> None:
    assert (
        checked({"id": "own", "reopen": {"target_status": "New"}}).reopened_status().name == "New"
    )


def test_every_phase_has_one_action() -> None:
    policy = checked({"id": "own", "on_customer_message": {"final": "park"}})
    assert policy.action_for("final") == "park"
    assert policy.action_for("merged") == "forward_to_target"
    for no_phase in ("none", "reject_text", "model_fields"):
        with pytest.raises(KeyError):
            policy.action_for(no_phase)


def test_four_categories_are_open() -> None:
    is_open: Callable[[str], bool] = Policy(id="own").is_open_category
    assert [
        each for each in ("new", "open", "waiting_customer", "on_hold") if not is_open(each)
    ] == []
    assert [each for each in ("resolved", "closed", "canceled", "spam") if is_open(each)] == []


def test_silence_never_splits_when_it_is_written_so() -> None:
    for written in (None, "never", {"after": "never"}):
        assert (
            checked({"id": "own", "grouping": {"idle_split": written}}).grouping.idle_split is None
        )
    split = checked({"id": "own", "grouping": {"idle_split": {"after": "28d"}}}).grouping.idle_split
    assert split is not None
    assert (split.after, split.then) == (timedelta(days=28), "auto_resolve")
