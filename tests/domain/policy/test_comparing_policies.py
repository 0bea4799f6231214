"""What a new version changes, field by field."""

from __future__ import annotations

from domain.policy.difference import Change, difference
from domain.policy.document import Policy, checked

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
        "grace.length: 3d becomes infinite",
        "reopen.requeue: true becomes false",
        "followup.copy: contact, subject, group, priority, labels, fields becomes nothing",
        "survey.map: nothing becomes 1: reopen_clear, 2: close",
        "assignment.capacity: nothing becomes 5",
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
