from __future__ import annotations

import threading
from collections.abc import Sequence

import msgspec

from application.intake.intake import Intake, Taken
from application.intake.records import Record
from application.meanwhile import NOTHING, Meanwhile
from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.world import World
from tests.support.polling import eventually


class Hanging:
    """Stands before an intake and holds one batch back, as a machine does that was suspended."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.has_a_batch = threading.Event()
        self.may_go_on = threading.Event()

    def take(self, records: Sequence[Record], meanwhile: Meanwhile = NOTHING) -> Taken:
        self.has_a_batch.set()
        assert self.may_go_on.wait(60)
        return self._intake.take(records, meanwhile)

    def read_ahead(self, records: Sequence[Record]) -> Meanwhile:
        return self._intake.read_ahead(records)

    def forget(self) -> None:
        self._intake.forget()


def test_two_consumers_and_a_rebalance_in_mid_batch(world: World) -> None:
    world.produce(world.traffic.take(300))
    hung: list[Hanging] = []

    def hang(intake: Intake) -> Hanging:
        hung.append(Hanging(intake))
        return hung[0]

    with world.working(around=hang):
        eventually(lambda: hung and hung[0].has_a_batch.is_set(), what="a batch in hand")
        with world.working() as second:
            hung[0].may_go_on.set()
            eventually(lambda: second.statuses and second.assigned() in (1, 2), what="a share")
            world.produce(world.traffic.take(300))
            world.until_taken(600)
    assert_law_holds(world)


def test_a_zombies_late_batch_is_refused(world: World) -> None:
    """It hangs while another reads on; that one is in a group of its own, so that it need not wait
    until the group has given up the zombie."""
    world.produce(world.traffic.take(200))
    hung: list[Hanging] = []

    def hang(intake: Intake) -> Hanging:
        hung.append(Hanging(intake))
        return hung[0]

    with world.working(around=hang) as zombie:
        eventually(lambda: hung and hung[0].has_a_batch.is_set(), what="a batch in hand")
        other = msgspec.structs.replace(world.plan, group=f"{world.plan.group}-other")
        with world.working(other):
            world.until_taken(200)
        hung[0].may_go_on.set()
        world.produce(world.traffic.take(20))
        world.until_taken(220)
        zombie.end()
    assert_law_holds(world)
