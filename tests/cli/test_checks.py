"""The law and the statistics are proven, and a broken one names the side that is short."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import text

from application.ledger import Loss, Position
from audit.broker import Ends, compare
from audit.law import Books, law
from bootstrap import settings
from bootstrap.wiring import Deployment
from tests.cli.terminal import ANNA, TOPIC, Terminal

ID = UUID(int=1)
AT = datetime(2026, 3, 1, tzinfo=UTC)


def _position(**changes: object) -> Position:
    position = Position(ID, 0, "t", 0, 10, 1, 2, 0, AT, AT)
    return msgspec.structs.replace(position, **changes)


def _books(*positions: Position, losses: list[Loss] | None = None) -> Books:
    return Books(list(positions), {(ID, "open"): 1, (ID, "retried"): 5}, {ID: 1}, losses or [], 9)


def test_both_sides_are_added_up_for_each_topic_id() -> None:
    became = {(ID, "attached"): 4, (ID, "applied"): 1}
    (one,) = law(_books(_position()), became)
    assert (one.records, one.accounted, one.holds) == (9, 9, True)
    assert one.line == (
        "9 records = 4 attached + 1 applied + 2 duplicates + 1 dead letters + 1 held: holds"
    )


def test_accepted_losses_count_as_read_and_as_lost() -> None:
    loss = Loss(ID, 0, "t", 10, 13, 3, "retention", "agent:anna", AT)
    became = {(ID, "attached"): 5}
    (one,) = law(_books(_position(next_offset=13), losses=[loss]), became)
    assert (one.records, one.accounted) == (12, 12)


def test_the_side_that_is_short_is_named() -> None:
    (lost,) = law(_books(_position()), {(ID, "attached"): 3})
    assert lost.verdict.startswith("DOES NOT HOLD, the right side is 2 short")
    (doubled,) = law(_books(_position()), {(ID, "attached"): 6})
    assert doubled.verdict.startswith("DOES NOT HOLD, the left side is 1 short")


def test_a_topic_that_was_made_again_has_a_law_of_its_own() -> None:
    again = UUID(int=2)
    books = _books(_position(), _position(topic_id=again, gaps=0, duplicates=0, next_offset=3))
    lines = law(books, {(ID, "attached"): 5, (again, "attached"): 3})
    assert [each.holds for each in lines] == [True, True]


def test_positions_are_compared_with_the_brokers_offsets() -> None:
    place = (ID, 0)
    (known,) = compare([_position()], {place: Ends(0, 12)})
    assert (known.behind, known.problem) == (2, None)
    (unknown,) = compare([_position()], {place: Ends(0, None)})
    assert (unknown.behind, unknown.problem) == (None, None)
    (overtaken,) = compare([_position()], {place: Ends(11, 12)})
    assert overtaken.problem == "offsets 10 to 10 are gone from the broker unread"
    (cut,) = compare([_position()], {place: Ends(0, 5)})
    assert cut.problem == "the position 10 lies past the broker's end 5"


@pytest.mark.postgres
@pytest.mark.slow
def test_the_law_holds_until_something_is_lost(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"), terminal.write("m-1"), b"nonsense")
    terminal.done("cases", "resolve", "1001", *ANNA)
    terminal.catch_up()
    proof = terminal.json("check")
    assert proof["holds"]
    assert proof["law"][0]["right"]["duplicates"] == 1
    with Deployment(settings.load()) as here, here.engine.begin() as connection:
        connection.execute(text("UPDATE intake_positions SET next_offset = next_offset + 1"))
    broken = terminal("check")
    assert broken.status == 5
    assert f"{TOPIC} (" in broken.out
    assert "DOES NOT HOLD, the right side is 1 short" in broken.out


@pytest.mark.postgres
@pytest.mark.slow
def test_a_statistic_that_differs_from_the_log_is_named(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"))
    with Deployment(settings.load()) as here, here.engine.begin() as connection:
        connection.execute(text("DELETE FROM views_a.statistics_facts WHERE measure = 'created'"))
    broken = terminal("check")
    assert broken.status == 5
    assert "created of support@example.org" in broken.out
