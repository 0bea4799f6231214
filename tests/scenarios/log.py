"""The log of an engine in a test's hands, as the views read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from projections.placed import Placed
from tests.support.controls import Engine


class EngineLog:
    def __init__(self, engine: Engine) -> None:
        self._store = engine.store

    def events(self, after: int = 0, limit: int = 1000) -> Sequence[Placed[Any]]:
        log = self._store.read_log(after=after, limit=limit)
        return [Placed(each.position, each.recorded) for each in log]

    def position(self) -> int:
        return self._store.position()
