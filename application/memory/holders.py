"""Who holds which open case, in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from application.beside import Beside, ChangedMeanwhile


class MemoryHolders:
    def __init__(self) -> None:
        self._holders: dict[UUID, str | None] = {}

    def must_accept(self, beside: Beside) -> None:
        """Raises ChangedMeanwhile."""
        loads = beside.loads
        if loads is not None and dict(loads.expected) != self.loads(loads.expected):
            raise ChangedMeanwhile({loads.stream}, holds=False)

    def take(self, beside: Beside) -> None:
        self._holders.update((each.case_id, each.after) for each in beside.holdings)

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        held = Counter(self._holders.values())
        return {agent: held[agent] for agent in agents}

    def all_loads(self) -> dict[str, int]:
        held = Counter(agent for agent in self._holders.values() if agent is not None)
        return dict(sorted(held.items()))
