"""What one version of a policy changes against another, field by field."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.policy.document import Policy
from domain.policy.paths import values
from domain.policy.wording import change_in_words


class Change(msgspec.Struct, frozen=True):
    """`before` or `after` is None where the field was, or is, not there."""

    path: str
    before: Any
    after: Any

    @property
    def sentence(self) -> str:
        return change_in_words(self.path, self.before, self.after)

    @property
    def follows(self) -> bool:
        """Whether another change says it already: a status's flags follow from its category."""
        return self.path.startswith("statuses.") and not self.path.endswith(".category")


def difference(old: Policy, new: Policy) -> list[Change]:
    before, after = values(old), values(new)
    return [
        Change(path, before.get(path), after.get(path))
        for path in dict.fromkeys([*before, *after])
        if before.get(path) != after.get(path)
    ]


def in_words(old: Policy, new: Policy) -> list[str]:
    """A sentence for each change that no other one implies; nothing of the names of policies."""
    changes = difference(old, new)
    return [each.sentence for each in changes if not each.follows and each.path != "id"]
