"""What the views would show of a test's engine, folded from its log."""

from __future__ import annotations

from typing import Any

from projections.as_of import CaseAt, case_at
from projections.placed import Placed
from tests.support.controls import Engine


class LogOf:
    """The log of an engine, as the views read it."""

    def __init__(self, engine: Engine) -> None:
        self._store = engine.store

    def events(self, after: int, limit: int) -> list[Placed[Any]]:
        page = self._store.read_log(after=after, limit=limit)
        return [Placed(each.position, each.recorded) for each in page]

    def position(self) -> int:
        return self._store.position()


def shown(engine: Engine, number: str) -> CaseAt:
    log = LogOf(engine)
    found = case_at(log, log.position(), number)
    assert found is not None, f"there is no case {number}"
    return found


def notes_of(engine: Engine, number: str) -> list[tuple[str, str]]:
    """Who noted what, in order."""
    return [(each.actor, each.note) for each in shown(engine, number).timeline if each.note]
