"""Documents as people write them: YAML 1.2, one block, nothing twice."""

from __future__ import annotations

import pytest

from application.policies.reading import load_yaml
from domain.policy.errors import InvalidPolicy


def test_on_and_no_are_words_and_not_booleans() -> None:
    policy = load_yaml("case_policy: {id: no, survey: {on: resolve}}")
    assert (policy.id, policy.survey.on) == ("no", "resolve")


def test_levels_are_written_as_numbers() -> None:
    policy = load_yaml("case_policy: {id: own, survey: {map: {2: close, 1: reopen_clear}}}")
    assert policy.survey.map == ((1, "reopen_clear"), (2, "close"))


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ("", "document", "must be one block named case_policy"),
        ("id: own", "document", "must be one block named case_policy"),
        ("case_policy: {id: own}\nother: 1", "document", "must be one block named case_policy"),
        ("case_policy:", "document", "must be a block of fields"),
        ("case_policy: [", "document", "is not YAML: "),
        ("case_policy:\n  id: own\n\tgrace: 3", "document", "(line 3)"),
        ("case_policy: {id: own, id: other}", "document", 'found duplicate key "id"'),
        ("case_policy: {id: own, \x00}", "document", "is not YAML: "),
        ("case_policy: !!python/name:os.system", "document", "is not YAML: "),
        ("case_policy: &a [*a]", "document", "must be a block of fields"),
        ("case_policy: {id: own}\n---\ncase_policy: {id: other}", "document", "another document"),
        ("case_policy: {id: 2024-02-31}", "document", "is not YAML: "),
        ("[" * 2000, "document", "is not YAML: "),
        ("#" * 70_000, "document", "is longer than 65536 characters"),
        ("case_policy: {id: own, grace: {length: 1:30}}", "grace.length", "write 28d, 72h"),
        ("case_policy: {id: own, 3: 4}", "3", "keys should be strings"),
        ("case_policy: {id: own, survey: {map: {1: [close]}}}", "survey.map.1", "must be reopen"),
    ],
    ids=lambda x: str(x)[:30],
)
def test_what_is_no_policy_is_refused_in_one_line(text: str, field: str, problem: str) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        load_yaml(text)
    assert refused.value.facts["field"] == field
    assert problem in str(refused.value.facts["problem"])
    assert "\n" not in str(refused.value.facts["problem"])
