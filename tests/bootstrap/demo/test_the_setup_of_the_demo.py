"""The demo plays on what its file sets up."""

from __future__ import annotations

from application.looking.definitions import definitions
from application.looking.profiles import profiles
from application.looking.streams import Streams
from application.setup.applying import in_numbers
from bootstrap.demo.setting_up import set_up
from domain.definition.simple import Group
from ingest.simulation.cast import AGENTS, DEFAULT_PROFILES
from tests.bootstrap.demo.stage import START, stage


def test_the_profiles_of_the_file_are_those_that_are_played() -> None:
    with stage() as here:
        found = list(profiles(Streams(here.store), here.ids))
        registered = {
            each.profile: (each.channel, each.connector, each.policy, each.can_initiate, each.group)
            for each in found
        }
    assert registered == {
        each.profile_id: (
            *(each.channel, each.connector, each.policy_id),
            *(each.can_initiate, each.group),
        )
        for each in DEFAULT_PROFILES
    }
    assert {each.allowed_lateness for each in found} == {None}


def test_the_teams_of_the_file_are_those_that_play() -> None:
    with stage() as here:
        found = definitions(Streams(here.store), here.ids, Group)
        teams = {each.id: tuple(each.document["members"]) for each in found}
    assert teams == AGENTS


def test_applied_again_it_changes_nothing() -> None:
    with stage() as here:
        again = set_up(here.store, here.ids, here.dispatcher, START)
    assert in_numbers(again) == "0 created, 0 changed, 21 unchanged"
