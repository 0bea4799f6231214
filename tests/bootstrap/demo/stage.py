"""A deployment in memory on which a simulation can be played without servers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from application.configuration import memory_env
from application.dispatch import Dispatcher
from application.intake.intake import Intake
from application.intake.records import Record
from application.store import Store
from bootstrap.demo.commands import Commands
from bootstrap.demo.player import Player
from bootstrap.demo.setting_up import set_up
from domain.identity import Namespace
from ingest.decoding.decode import decode
from ingest.simulation.cast import DEFAULT_PROFILES
from ingest.simulation.generate import generate
from ingest.simulation.steps import Publish, Step

START = datetime(2030, 1, 1, tzinfo=UTC)
NOW = START + timedelta(days=400)
TOPIC = "caseledger.channel.in"
TOPIC_ID = UUID(int=7)


class Stage:
    """Its channel is one partition, read as soon as it is written."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids = Namespace("caseledger")
        self.dispatcher = Dispatcher(store, self.ids)
        self.commands = Commands(store, self.ids)
        self.outcomes: Counter[str] = Counter()
        self.delivered: list[Publish] = []
        self._intake = Intake(store, self.ids, decode, b"key")
        set_up(store, self.ids, self.dispatcher, START)

    @property
    def player(self) -> Player:
        profiles = {each.profile_id: each for each in DEFAULT_PROFILES}
        return Player(self, self.commands, self.dispatcher, profiles)

    def deliver(self, records: Sequence[Publish]) -> None:
        taken = self._intake.take(
            [
                Record(TOPIC, TOPIC_ID, 0, place, each.key, each.value, each.headers, NOW)
                for place, each in enumerate(records, start=len(self.delivered))
            ]
        )
        self.delivered += records
        self.outcomes += taken.outcomes


@contextmanager
def stage() -> Iterator[Stage]:
    with Store(lambda: NOW, memory_env()) as store:
        yield Stage(store)


def story(messages: int, *, days: int = 60, seed: int = 1) -> list[Step]:
    return list(
        generate(seed, profiles=DEFAULT_PROFILES, start=START, days=days, messages=messages)
    )
