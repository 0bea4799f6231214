"""What a new version changes, field by field."""

from __future__ import annotations

from domain.policy.difference import Change, difference, in_words
from domain.policy.document import Policy, checked
from domain.policy.paths import values
from domain.policy.wording import SENTENCES

BEFORE = Policy(id="own")


def test_equal_policies_differ_in_nothing() -> None:
    assert difference(BEFORE, Policy(id="own")) == []


def test_changed_values_are_named_by_their_path() -> None:
    after = checked(
        {
            "id": "own",
            "grace": {"length": "infinite"},
            "reopen": {"requeue": False},
            "followup": {"copy": []},
            "survey": {"map": {2: "close", 1: "reopen_clear"}},
            "assignment": {"capacity": 5},
        }
    )
    assert [change.sentence for change in difference(BEFORE, after)] == [
        "A resolved case can come back for ever (before: for 3d)",
        "A case that comes back waits in its queue again: no (before: yes)",
        "A follow-up case takes over nothing"
        " (before: contact, subject, group, priority, labels, fields)",
        "What ratings do: 1: reopen_clear, 2: close (before: nothing)",
        "An agent is given at most 5 open cases (before: any number of)",
    ]


def test_a_split_that_is_new_shows_all_of_itself() -> None:
    after = checked({"id": "own", "grouping": {"idle_split": {"after": "28d"}}})
    assert difference(BEFORE, after) == [
        Change("grouping.idle_split.after", "never", "28d"),
        Change("grouping.idle_split.boundary", None, ">="),
        Change("grouping.idle_split.then", None, "auto_resolve"),
    ]


def test_statuses_are_compared_by_name_and_their_order_counts() -> None:
    names = ["Open", "New", "Done"]
    document = {
        "id": "own",
        "statuses": [
            {"name": name, "category": category}
            for name, category in zip(names, ("open", "new", "resolved"), strict=True)
        ],
        "reopen": {"target_status": "Open"},
    }
    old = checked(document)
    swapped = old.model_copy(
        update={"statuses": (old.statuses[1], old.statuses[0], old.statuses[2])}
    )
    assert difference(old, swapped) == [Change("statuses", names, ["New", "Open", "Done"])]
    without = old.model_copy(update={"statuses": old.statuses[:2]})
    assert Change("statuses.Done.category", "resolved", None) in difference(old, without)


def test_every_sentence_speaks_of_a_field() -> None:
    split = checked({"id": "own", "grouping": {"idle_split": {"after": "28d"}}})
    assert SENTENCES.keys() <= values(split).keys()


def test_what_has_no_sentence_is_told_by_its_path() -> None:
    other = checked({"id": "other", "on_customer_message": {"reject_text": "Closed."}})
    (told,) = in_words(BEFORE, other)
    assert told.startswith("on_customer_message.reject_text: Thank you")
    assert told.endswith("becomes Closed.")


def test_statuses_are_told_by_name_and_their_flags_are_not_repeated() -> None:
    def policy(*statuses: tuple[str, str]) -> Policy:
        listed = [{"name": name, "category": category} for name, category in statuses]
        given = {"id": "own", "statuses": listed, "reopen": {"target_status": "Open"}}
        return checked(given)

    old = policy(("Open", "new"), ("Away", "on_hold"), ("Done", "resolved"))
    new = policy(("Open", "open"), ("Asked", "waiting_customer"), ("Done", "resolved"))
    assert in_words(old, new) == [
        "Statuses are Open, Asked, Done (before: Open, Away, Done)",
        "Status Open has category open (before: new)",
        "Status Away is not there any more; its category was on_hold",
        "Status Asked is there now, of category waiting_customer",
    ]


def test_a_whole_preset_is_told_in_sentences() -> None:
    from application.policies.presets import preset

    told = in_words(preset("emplifi"), preset("creatio"))
    assert "A case gathers the messages of a thread (before: the messages of a customer)" in told
    assert "A resolved case can come back for ever (before: for 3d)" in told
    assert "A case that comes back loses its assignee (before: keeps)" in told
    assert [each for each in told if " becomes " in each and ":" in each.split()[0]] == []


def test_values_are_put_into_words() -> None:
    settings = (
        {"on_customer_message": {"thanks": "append_silent"}},
        {"assignment": {"requires_available": {"random": False}}},
        {"lock": {"scope": "case"}},
    )
    told = [in_words(BEFORE, checked({"id": "own"} | each)) for each in settings]
    assert told == [
        [
            "A message that only says thank you is added and changes nothing"
            " (before: counts like any other)"
        ],
        ["By random, anybody may get cases (before: only who is there)"],
        ["Agents lock a case while they work on it (before: nothing)"],
    ]
