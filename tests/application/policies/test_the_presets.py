"""The shipped policies: what each holds, its stored bytes, and what of it nobody reads yet.

After a deliberate change write the files anew: `python -m tests.application.policies.golden`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from application.policies.presets import PRESETS, SHIPPED, preset, preset_text
from domain.policy.document import canonical, digest, parse
from domain.policy.errors import UnknownPreset
from domain.policy.support import check
from tests.application.policies.golden import digests, folder, unsupported_lines


@pytest.mark.parametrize("name", SHIPPED)
def test_stored_bytes_change_only_on_purpose(name: str) -> None:
    stored = (folder() / f"{name}.json").read_bytes()
    assert canonical(preset(name)) == stored
    assert canonical(parse(stored)) == stored


def test_hashes_change_only_on_purpose() -> None:
    written = (folder() / "sha256.txt").read_text(encoding="utf-8")
    assert written == digests()
    assert all(digest(canonical(preset(name))) in written for name in SHIPPED)


def test_what_presets_hold_unread_is_listed_and_only_shrinks_on_purpose() -> None:
    assert (folder() / "unsupported.txt").read_text(encoding="utf-8") == unsupported_lines()


@pytest.mark.parametrize("name", SHIPPED)
def test_a_preset_is_named_as_its_file(name: str) -> None:
    assert preset(name).id == name
    assert preset_text(name).startswith("# ")


def test_an_unknown_preset_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownPreset) as refused:
        preset("../builtin")
    assert refused.value.facts["known"] == ", ".join(SHIPPED)


def test_builtin_and_emplifi_are_read_whole() -> None:
    check(preset("builtin"))
    check(preset("emplifi"))


def test_all_presets_open_cases_by_themselves() -> None:
    assert all(preset(name).grouping.auto_create.enabled for name in PRESETS)
    private_only = [n for n in PRESETS if preset(n).grouping.auto_create.only_private_1to1]
    assert private_only == ["qualtrics"]


def test_deskie_allows_children_and_takes_a_customer_back_for_ever() -> None:
    deskie = preset("deskie")
    assert deskie.link.kinds == ("parent_child",)
    assert deskie.link.inherit == ("group", "assignee", "priority", "labels", "custom_fields")
    assert deskie.action_for("resolved_in_grace") == "append_reopen"
    assert (deskie.grace.length, deskie.reopen.assignee) == (None, "keep")


def test_qualtrics_stops_hard_and_splits_after_28_days() -> None:
    qualtrics = preset("qualtrics")
    assert qualtrics.grace.length == timedelta(0)
    assert qualtrics.action_for("resolved_after_grace") == "new_case"
    split = qualtrics.grouping.idle_split
    assert split is not None
    assert (split.after, split.then) == (timedelta(days=28), "leave_open")
    assert qualtrics.assignment.strategies == ("smart", "workload", "random")


def test_emplifi_has_one_open_case_and_parks_after_the_grace() -> None:
    emplifi = preset("emplifi")
    assert emplifi.grouping.one_open_case
    assert [status.name for status in emplifi.statuses][:4] == ["New", "Open", "Pending", "On hold"]
    assert emplifi.action_for("resolved_in_grace") == "append_reopen"
    assert emplifi.action_for("resolved_after_grace") == emplifi.action_for("final") == "park"
    assert (emplifi.reopened_status().name, emplifi.reopen.assignee) == ("Open", "keep")


def test_creatio_clears_the_assignee_and_goes_back_to_the_queue() -> None:
    creatio = preset("creatio")
    assert creatio.grace.length is None
    assert (creatio.reopened_status().name, creatio.reopen.assignee) == ("Reopened", "clear")
    assert creatio.reopen.requeue
    waiting = creatio.status("Waiting for response")
    assert waiting is not None
    assert (waiting.pause, waiting.final) == (True, False)
    assert [status.name for status in creatio.statuses if status.final] == ["Closed", "Canceled"]


def test_bright_pattern_never_reopens_a_closed_case() -> None:
    bright_pattern = preset("bright_pattern")
    assert bright_pattern.action_for("final") == "new_case"
    assert bright_pattern.grace.length == bright_pattern.resolve.closed_after == timedelta(days=14)
    assert bright_pattern.link.kinds == ("follow_up",)
    assert bright_pattern.followup.by_agent
