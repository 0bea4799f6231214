from __future__ import annotations

import pytest

from domain.case.commands import CreateChild
from domain.case.errors import ChannelCannotInitiate, LinkNotAllowed
from tests.support.controls import Engine
from tests.support.controls_channel import Channel


def child(engine: Engine, profile: str) -> None:
    parent = engine.open_case()
    engine.do(CreateChild(parent_id=parent.id, profile_id=profile, customer_id="supplier"))


@pytest.mark.requirement("D-49")
def test_a_policy_may_allow_children_on_named_channels_only(engine: Engine) -> None:
    strict = engine.policy("strict", "deskie", link={"child_channels": ["email", "calls"]})
    for name, channel in (("care", "email"), ("slack", "slack")):
        engine.profile(strict, name=name, channel=channel, can_initiate=True)
    care = Channel()
    engine.hear(care, care.message("1"))
    child(engine, "care")
    with pytest.raises(ChannelCannotInitiate):
        child(engine, "slack")


@pytest.mark.parametrize("preset", ["emplifi", "qualtrics", "creatio", "bright_pattern"])
def test_nothing_is_linked_where_the_policy_links_nothing(engine: Engine, preset: str) -> None:
    engine.profile(preset, can_initiate=True)
    care = Channel()
    engine.hear(care, care.message("1"))
    with pytest.raises(LinkNotAllowed) as refused:
        child(engine, "care")
    assert refused.value.facts["policy"] == preset
