from __future__ import annotations

import pytest

from tests.acceptance.figures import figures
from tests.acceptance.replay import play, recorded
from tests.acceptance.rule_sets import RULE_SETS
from tests.acceptance.twitter import truth, tweets
from tests.support.controls import on_postgres

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
SOMEBODY_RESOLVES = [name for name, rules in RULE_SETS.items() if rules.resolves]
FIRST = "emplifi_grace_72h"
EACH_IN_DEPTH = [
    name if name == FIRST else pytest.param(name, marks=pytest.mark.deep)
    for name in SOMEBODY_RESOLVES
]


@pytest.mark.parametrize("name", EACH_IN_DEPTH)
def test_agents_resolve_between_the_messages_and_every_figure_equals_the_truth(
    name: str, postgres_url: str
) -> None:
    """Resumed by another worker in the middle, a good way back."""
    conversations, engine = tweets(), on_postgres(postgres_url)
    with engine.store:
        RULE_SETS[name].register(engine, sorted({tweet.brand for tweet in conversations}))
        file = recorded(conversations)
        play(engine, file[:1200], resolves=True)
        engine.intake = engine.another_intake()
        play(engine, file[900:], resolves=True)
        assert figures(engine.store) == truth()[name]
