"""What may happen between an intake's decision and its commit, made to happen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from application.beside import Beside, Committed
from application.meanwhile import NOTHING, Meanwhile
from application.store import Store


class Interference:
    """Takes the place of a store's `commit`: `act` comes before each of the next `times` commits of
    an intake, `then` behind them. Commands are let through."""

    def __init__(
        self,
        store: Store,
        act: Callable[[], object] = lambda: None,
        *,
        then: Callable[[], object] = lambda: None,
        times: int = 1,
    ) -> None:
        self._commit = store.commit
        self._act, self._then = act, then
        self.left = times
        self.events: list[int] = []

    def __call__(
        self, events: Iterable[Any], beside: Beside, meanwhile: Meanwhile = NOTHING
    ) -> Committed:
        if beside.reads is None:
            return self._commit(events, beside, meanwhile)
        written = list(events)
        self.events.append(len(written))
        disturbed, self.left = self.left > 0, max(0, self.left - 1)
        if disturbed:
            self._act()
        committed = self._commit(written, beside, meanwhile)
        if disturbed:
            self._then()
        return committed


def raises(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def interfere(
    patch: pytest.MonkeyPatch,
    store: Store,
    act: Callable[[], object] = lambda: None,
    *,
    then: Callable[[], object] = lambda: None,
    times: int = 1,
) -> Interference:
    interference = Interference(store, act, then=then, times=times)
    patch.setattr(store, "commit", interference)
    return interference
