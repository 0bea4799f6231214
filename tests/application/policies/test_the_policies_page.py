"""`docs/policies.md` shows the policies as they are, and an example that is taken."""

from __future__ import annotations

from pathlib import Path

from application.policies.reading import load_yaml
from application.policies.side_by_side import EXAMPLE, PAGE, page_with_tables
from domain.policy.document import Policy
from domain.policy.support import check

ROOT = Path(__file__).parents[3]


def test_the_tables_of_the_page_are_fresh() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    example = (ROOT / EXAMPLE).read_text(encoding="utf-8")
    stale = "run `python -m application.policies.side_by_side`"
    assert page_with_tables(page, example) == page, stale


def test_the_example_is_taken() -> None:
    policy = load_yaml((ROOT / EXAMPLE).read_text(encoding="utf-8"))
    check(policy)
    assert policy.action_for("final") == "new_followup_case"
    assert policy.initial_status.name == "New"


def test_every_block_is_explained() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    meaning = page.partition("## What the fields mean")[2].partition("## Durations")[0]
    assert [block for block in Policy.model_fields if f"**{block}**" not in meaning] == []
