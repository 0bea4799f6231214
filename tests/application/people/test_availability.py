"""Who is there: said by command, kept with its history, and minded by whoever asks."""

from __future__ import annotations

import pytest

from application.looking.presences import changes_of, status_of
from domain.definition.errors import UnknownDefinition
from domain.team.commands import SetAvailability
from tests.application.people.staff import agents, away, back
from tests.support.controls import Engine
from tests.support.controls_channel import hours


def test_who_never_said_anything_is_available(engine: Engine) -> None:
    found = status_of(engine.store, engine.ids, "ann")
    assert (found.availability, found.since, found.open_cases) == ("available", None, 0)


def test_away_and_back_are_kept_with_who_said_so(engine: Engine) -> None:
    agents(engine, "ann")
    engine.now = hours(1)
    away(engine, "agent:ann")
    engine.now = hours(2)
    back(engine, "ann")

    assert status_of(engine.store, engine.ids, "agent:ann").since == hours(2)
    told = changes_of(engine.store, engine.ids, "ann")
    assert [(each.at, each.availability, each.actor) for each in told] == [
        (hours(1), "away", "administrator:boss"),
        (hours(2), "available", "administrator:boss"),
    ]


def test_to_say_it_again_changes_nothing(engine: Engine) -> None:
    away(engine, "ann")
    again = engine.do(SetAvailability(agent="ann", availability="away"))
    assert again.facts == {"agent": "ann", "availability": "away", "changed": False}
    assert len(engine.events("presence.availability_changed")) == 1


def test_an_agent_whom_nobody_knows_is_refused(engine: Engine) -> None:
    agents(engine, "ann")
    with pytest.raises(UnknownDefinition):
        away(engine, "bob")
    assert engine.events("presence.availability_changed") == []
