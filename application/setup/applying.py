"""Makes a deployment what a setup says: first all of it is rehearsed, then item by item is done."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec

from application.actor import Actor
from application.dispatch import Dispatcher
from application.rehearsal import Rehearsal, Rehearsed
from application.setup.document import Placed
from application.setup.errors import InvalidSetup, SetupItemRefused
from application.store import Store
from domain.errors import Rejection
from domain.identity import Namespace


class Act(msgspec.Struct, frozen=True):
    """A command, under an id that stays the same as long as what it changes stays the same."""

    command: Any
    command_id: str


class Planned(msgspec.Struct, frozen=True):
    """What becomes of one item; `words` say what changes."""

    place: str
    outcome: Literal["created", "changed", "unchanged"]
    words: Sequence[str]
    acts: Sequence[Act]


def in_numbers(plan: Sequence[Planned]) -> str:
    """For example: 3 created, 1 changed, 20 unchanged."""
    counts = Counter(each.outcome for each in plan)
    return ", ".join(f"{counts[word]} {word}" for word in ("created", "changed", "unchanged"))


class Applying:
    """Raises BackdatingNotPermitted and the like as the commands do."""

    def __init__(
        self,
        store: Store,
        ids: Namespace,
        actor: Actor,
        *,
        occurred_at: datetime | None = None,
    ) -> None:
        self._store = store
        self._ids = ids
        self._actor = actor
        self._occurred_at = occurred_at

    def plan(self, setup: Sequence[Placed]) -> list[Planned]:
        """Writes nothing. Raises InvalidSetup, SetupItemRefused."""
        rehearsal = Rehearsal(self._store, self._ids, self._actor, self._occurred_at)
        return [self._rehearse(placed, rehearsal) for placed in setup]

    def carry_out(
        self,
        plan: Sequence[Planned],
        dispatcher: Dispatcher,
        tell: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        """Broken off, it is repeated: what is done stays done. Raises SetupItemRefused where
        somebody changed meanwhile what the plan rested on."""
        for done, planned in enumerate(plan):
            for act in planned.acts:
                try:
                    dispatcher.dispatch(
                        act.command,
                        actor=self._actor,
                        command_id=act.command_id,
                        occurred_at=self._occurred_at,
                    )
                except Rejection as refused:
                    raise SetupItemRefused(
                        place=planned.place, rejection=refused, done=done
                    ) from refused
            tell(done + 1, len(plan))

    def _rehearse(self, placed: Placed, rehearsal: Rehearsal) -> Planned:
        item, unit = placed.item, rehearsal.unit
        before = item.state(unit)
        try:
            acts = list(self._acts(placed, rehearsal))
        except InvalidSetup as refused:
            field, problem = f"{placed.place}.{refused.facts['field']}", refused.facts["problem"]
            raise InvalidSetup(field=field, problem=problem, problems=((field, problem),)) from None
        except Rejection as refused:
            raise SetupItemRefused(place=placed.place, rejection=refused, done=0) from refused
        if before is None:
            return Planned(placed.place, "created", (), acts)
        words = item.words(before, item.state(unit)) if acts else ()
        return Planned(placed.place, "changed" if acts else "unchanged", words, acts)

    def _acts(self, placed: Placed, rehearsal: Rehearsal) -> Iterator[Act]:
        """Only of what would record something."""
        for command in placed.item.commands(rehearsal.unit):
            rehearsed = rehearsal.carry_out(command)
            if rehearsed.events:
                yield Act(command, self._id(command, rehearsed))

    def _id(self, command: Any, rehearsed: Rehearsed) -> str:
        """The same for who repeats it, another one after somebody changed the thing meanwhile."""
        said = {
            "command": command,
            "kind": type(command).__name__,
            "actor": self._actor.id,
            "at": self._occurred_at,
            "places": [(each.originator_id, each.originator_version) for each in rehearsed.events],
        }
        return "setup:" + hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()
