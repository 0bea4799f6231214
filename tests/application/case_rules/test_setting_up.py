"""A setup may hold case rules together with all that they name."""

from __future__ import annotations

from tests.application.setup.given import apply
from tests.support.controls import Engine
from tests.support.controls_channel import Channel

SETUP = """
rules:
  clara:
    name: ClaraFly
    status: active
    profiles: [care]
    strategies: [random]
    restrict_to: {teams: [clara-team]}
    conditions: [{field: language, in: [de, fr]}]
groups:
  clara-team: {members: [anna]}
agents:
  anna: {}
profiles:
  care: {channel: email, connector: imap, policy: qualtrics}
"""


def test_a_rule_and_its_profile_stand_in_one_file_and_are_applied_once(engine: Engine) -> None:
    first, again = apply(engine, SETUP), apply(engine, SETUP)
    care = Channel()
    taken = engine.hear(care, care.message("1"), care.message("2", language="de"))
    assert (taken.parked, taken.attached) == (1, 1)
    assert engine.open_case().assignee == "anna"
    assert "unchanged" not in first
    assert list(again) == ["unchanged"]
