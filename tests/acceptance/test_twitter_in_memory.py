from __future__ import annotations

import pytest

from tests.acceptance.figures import figures
from tests.acceptance.replay import play, recorded
from tests.acceptance.rule_sets import RULE_SETS
from tests.acceptance.twitter import Tweet, truth, tweets
from tests.support.controls import Engine

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
FIRST, *OTHERS = RULE_SETS


@pytest.fixture(scope="module")
def conversations() -> list[Tweet]:
    return tweets()


def engine_for(name: str, conversations: list[Tweet]) -> Engine:
    engine = Engine()
    RULE_SETS[name].register(engine, sorted({tweet.brand for tweet in conversations}))
    return engine


@pytest.mark.parametrize(
    "name", [FIRST, *(pytest.param(name, marks=pytest.mark.deep) for name in OTHERS)]
)
def test_every_figure_equals_the_truth(name: str, conversations: list[Tweet]) -> None:
    """On a broker all of them are played once in every run, here all of them three times."""
    engine = engine_for(name, conversations)
    play(engine, recorded(conversations), resolves=RULE_SETS[name].resolves)
    assert figures(engine.store) == truth()[name]


@pytest.mark.parametrize("name", RULE_SETS)
def test_delivered_three_times_only_records_and_duplicates_differ(
    name: str, conversations: list[Tweet]
) -> None:
    engine = engine_for(name, conversations)
    play(engine, recorded(conversations, times=3), resolves=RULE_SETS[name].resolves)
    assert figures(engine.store) == truth()[name] | {"records": 7050, "duplicates": 4707}


@pytest.mark.parametrize("name", ["emplifi_grace_72h", "never_resolved_silence_24h"])
def test_each_message_three_times_in_a_row_changes_no_more(
    name: str, conversations: list[Tweet]
) -> None:
    engine = engine_for(name, conversations)
    thrice = [tweet for tweet in conversations for _ in range(3)]
    play(engine, recorded(thrice), resolves=RULE_SETS[name].resolves)
    assert figures(engine.store) == truth()[name] | {"records": 7050, "duplicates": 4707}


@pytest.mark.parametrize("name", ["emplifi_grace_72h", "qualtrics_28d_hard_stop"])
def test_a_worker_that_resumes_from_an_earlier_offset_takes_nothing_twice(
    name: str, conversations: list[Tweet]
) -> None:
    engine, resolves = engine_for(name, conversations), RULE_SETS[name].resolves
    file = recorded(conversations)
    play(engine, file[:1500], resolves=resolves)
    engine.intake = engine.another_intake()
    play(engine, file[700:], resolves=resolves)
    assert figures(engine.store) == truth()[name]
