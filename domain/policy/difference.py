"""What one version of a policy changes against another, field by field."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.policy.document import Policy
from domain.policy.paths import values, written


class Change(msgspec.Struct, frozen=True):
    """`before` or `after` is None where the field was, or is, not there."""

    path: str
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        return f"{self.path}: {written(self.before)} becomes {written(self.after)}"


def difference(old: Policy, new: Policy) -> list[Change]:
    before, after = values(old), values(new)
    return [
        Change(path, before.get(path), after.get(path))
        for path in dict.fromkeys([*before, *after])
        if before.get(path) != after.get(path)
    ]
