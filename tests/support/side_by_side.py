"""One behaviour under each preset: a case of the test per preset, with what it expects there."""

from __future__ import annotations

from typing import Any

import pytest


def side_by_side(*fields: str, **expected: Any) -> pytest.MarkDecorator:
    """The test takes `preset` and `expected`, and proves the value of these fields in each.

    `side_by_side("grouping.one_open_case", emplifi=True, creatio=False)`
    """
    cases = [
        pytest.param(preset, value, id=preset, marks=pytest.mark.policy(preset, *fields))
        for preset, value in expected.items()
    ]
    return pytest.mark.parametrize(("preset", "expected"), cases)
