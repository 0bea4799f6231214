from __future__ import annotations

import json
import signal
from collections.abc import Iterator

import msgspec
import pytest

from application.configuration import postgres_env
from domain.identity import record_key
from tests.acceptance.figures import figures
from tests.acceptance.replay import resolve_after
from tests.acceptance.rule_sets import RULE_SETS
from tests.acceptance.twitter import Tweet, truth, tweets
from tests.acceptance.waves import waves
from tests.exactly_once.building import DEPLOYMENT
from tests.exactly_once.crashing import BOUNDARIES
from tests.exactly_once.traffic import Sent
from tests.exactly_once.world import World
from tests.support.controls import Engine
from tests.support.kafka_choice import TestBroker

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
NOBODY_RESOLVES = [name for name, rules in RULE_SETS.items() if not rules.resolves]
SOMEBODY_RESOLVES = [name for name, rules in RULE_SETS.items() if rules.resolves]
AFTER_INSERT = "after the insert"
OTHER_BOUNDARIES = [each for each in BOUNDARIES if each != AFTER_INSERT]


def first_others_in_depth(names: list[str]) -> list[object]:
    """In memory each of them is delivered three times in every run."""
    first, *others = names
    return [first, *(pytest.param(name, marks=pytest.mark.deep) for name in others)]


@pytest.fixture(scope="module")
def conversations() -> list[Tweet]:
    return tweets()


@pytest.fixture
def world(broker: TestBroker, postgres_url: str) -> Iterator[World]:
    made = World(broker, postgres_url)
    made.plan = msgspec.structs.replace(made.plan, batch=400)
    yield made
    made.close()


def published(world: World, name: str, conversations: list[Tweet], *, times: int = 1) -> int:
    """The whole file in its order, `times` over, keyed by profile and customer."""
    engine = engine_for(world, name, conversations)
    engine.store.close()
    for _ in range(times):
        world.produce([_sent(tweet) for tweet in conversations])
    return times * len(conversations)


def played_with_resolves(
    world: World, name: str, conversations: list[Tweet], *, times: int = 1
) -> None:
    """Each wave is published and taken before agents resolve what it brought to an end."""
    engine = engine_for(world, name, conversations)
    count = 0
    with engine.store, world.working():
        for wave in waves(conversations):
            for _ in range(times):
                world.produce([_sent(tweet) for tweet in wave])
            count += times * len(wave)
            world.until_taken(count)
            for tweet in wave:
                if tweet.final:
                    resolve_after(engine, tweet)


def engine_for(world: World, name: str, conversations: list[Tweet]) -> Engine:
    engine = Engine(postgres_env(world.database), deployment=DEPLOYMENT)
    RULE_SETS[name].register(engine, sorted({tweet.brand for tweet in conversations}))
    return engine


def _sent(tweet: Tweet) -> Sent:
    key = record_key(tweet.brand, tweet.customer).encode()
    return Sent(key, json.dumps(tweet.event()).encode(), tweet.id)


@pytest.mark.parametrize("name", NOBODY_RESOLVES)
def test_every_figure_equals_the_truth(world: World, name: str, conversations: list[Tweet]) -> None:
    count = published(world, name, conversations)
    with world.working():
        world.until_taken(count)
    assert figures(world.store) == truth()[name]


@pytest.mark.parametrize("name", SOMEBODY_RESOLVES)
def test_agents_resolve_between_the_messages_and_every_figure_equals_the_truth(
    world: World, name: str, conversations: list[Tweet]
) -> None:
    played_with_resolves(world, name, conversations)
    assert figures(world.store) == truth()[name]


@pytest.mark.parametrize("name", first_others_in_depth(SOMEBODY_RESOLVES))
def test_with_resolves_and_delivered_three_times_only_records_and_duplicates_differ(
    world: World, name: str, conversations: list[Tweet]
) -> None:
    played_with_resolves(world, name, conversations, times=3)
    assert figures(world.store) == truth()[name] | {"records": 7050, "duplicates": 4707}


@pytest.mark.parametrize("name", first_others_in_depth(NOBODY_RESOLVES))
def test_delivered_three_times_only_records_and_duplicates_differ(
    world: World, name: str, conversations: list[Tweet]
) -> None:
    count = published(world, name, conversations, times=3)
    with world.working():
        world.until_taken(count)
    assert figures(world.store) == truth()[name] | {"records": 7050, "duplicates": 4707}


@pytest.mark.parametrize(
    "boundary",
    [
        AFTER_INSERT,
        *(pytest.param(each, marks=pytest.mark.deep) for each in OTHER_BOUNDARIES),
    ],
)
def test_killed_and_resumed_in_the_middle_nothing_differs(
    world: World, boundary: str, conversations: list[Tweet]
) -> None:
    name = "never_resolved_silence_24h"
    count = published(world, name, conversations)
    doomed = world.spawn(die_at=boundary, die_in_batch=3)
    assert doomed.wait(60) == -signal.SIGKILL
    assert 0 < world.taken() < count
    world.change_group()
    with world.working():
        world.until_taken(count)
    assert figures(world.store) == truth()[name]
