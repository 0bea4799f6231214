from __future__ import annotations

import psycopg
import pytest

from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.world import World


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM dead_letters WHERE id = (SELECT min(id) FROM dead_letters)",
        "DELETE FROM caseledger_events WHERE topic = 'message.received'",
        "UPDATE intake_positions SET next_offset = next_offset - 1",
        "UPDATE intake_positions SET gaps = gaps + 1",
        "UPDATE intake_positions SET next_offset = next_offset - 1, gaps = gaps - 1",
        "INSERT INTO duplicate_records SELECT topic_id, partition, 0, topic_id"
        " FROM intake_positions",
    ],
)
def test_a_damaged_ledger_is_noticed(world: World, damage: str) -> None:
    world.produce(world.traffic.take(60))
    with world.working():
        world.until_taken(60)
    assert_law_holds(world)
    with psycopg.connect(world.database) as connection:
        connection.execute(damage)
    with pytest.raises(AssertionError):
        assert_law_holds(world)
