"""Which cases an agent sees: those he worked on, of his services, or of his groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from domain.team.person import bare


class Sight(msgspec.Struct, frozen=True):
    """Whose eyes these are, and the visibility that each policy version asks for; a policy that is
    not among `modes` asks for `all_qualified`."""

    agent: str
    services: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    modes: Mapping[tuple[str, int], str] = {}

    def versions(self, mode: str) -> list[tuple[str, int]]:
        return [version for version, each in self.modes.items() if each == mode]


def may_see(sight: Sight, case: Mapping[str, Any]) -> bool:
    """`case` is a row of the case list. An assignee sees his case in every mode; where the case has
    no service, or no group, there is nothing that would keep anybody out."""
    assignee = case["assignee"]
    if assignee is not None and bare(assignee) == sight.agent:
        return True
    mode = sight.modes.get((case["policy_id"], case["policy_version"]), "all_qualified")
    if mode == "own_history":
        return sight.agent in case["workers"]
    if mode == "group":
        return case["group_name"] is None or case["group_name"] in sight.groups
    return case["service"] is None or case["service"] in sight.services
