"""Whether a contact can begin somewhere is a matter of the channel and its connector together."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.commands import CreateChild
from domain.case.errors import ChannelCannotInitiate
from domain.case.starting_errors import NoTelephony
from domain.definition.errors import InvalidDefinition
from tests.support.controls import Engine
from tests.support.controls_channel import Channel
from tests.support.defining import define

pytestmark = pytest.mark.usefixtures("care")


def child(engine: Engine, profile: str, **more: Any) -> Any:
    parent = engine.open_case().id
    made = CreateChild(parent_id=parent, profile_id=profile, customer_id="partner", **more)
    return engine.do(made)


def telegram(engine: Engine, name: str, connector: str, **more: Any) -> None:
    engine.profile("deskie", name=name, channel="telegram", connector=connector, **more)


@pytest.mark.requirement("D-08")
def test_telegram_begins_contacts_only_through_the_connector_that_can(engine: Engine) -> None:
    telegram(engine, "bot", "botapi")
    telegram(engine, "tg", "wazzup")
    define(engine, "connection", "tg-bot", channel="telegram", connector="botapi")
    define(
        engine, "connection", "tg-wazzup", channel="telegram", connector="wazzup",
        can_initiate=True,
    )  # fmt: skip
    with pytest.raises(ChannelCannotInitiate) as refused:
        child(engine, "bot")
    assert refused.value.facts == {"profile": "bot", "channel": "telegram", "connector": "botapi"}
    assert child(engine, "tg").facts["profile"] == "tg"


@pytest.mark.requirement("D-07")
@pytest.mark.parametrize("profile", ["care", "phone", "wa", "team"])
def test_whatever_can_begin_a_contact_takes_children(engine: Engine, profile: str) -> None:
    assert child(engine, profile).facts["profile"] == profile


def test_a_connection_says_more_than_the_registration_of_a_profile(engine: Engine) -> None:
    define(engine, "connection", "wa", channel="whatsapp", connector="wazzup")
    define(engine, "connection", "w", channel="webchat", connector="widget", can_initiate=True)
    with pytest.raises(ChannelCannotInitiate):
        child(engine, "wa")
    child(engine, "site")


def test_nothing_begins_where_the_connection_is_switched_off(engine: Engine) -> None:
    off = {"channel": "calls", "connector": "manual", "can_initiate": True, "telephony": True}
    define(engine, "connection", "pbx", **off, active=False)
    with pytest.raises(ChannelCannotInitiate):
        child(engine, "phone")
    define(engine, "connection", "pbx", **off)
    assert child(engine, "phone", call=True).facts["call"] is True


def test_telephony_is_a_matter_of_the_connection_too(engine: Engine) -> None:
    with pytest.raises(NoTelephony) as refused:
        child(engine, "phone", call=True)
    assert refused.value.facts["connector"] == "manual"


def test_a_connection_names_channel_and_connector(engine: Engine) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        define(engine, "connection", "x", channel="telegram", can_initiate="yes")
    problems: Any = refused.value.facts["problems"]
    assert [field for field, _ in problems] == ["connector", "can_initiate"]


@pytest.mark.requirement("D-49")
@pytest.mark.parametrize(("profile", "goes"), [("care", True), ("phone", True), ("wa", False)])
def test_a_strict_policy_names_email_and_calls(engine: Engine, profile: str, goes: bool) -> None:
    strict = engine.policy("strict", "deskie", link={"child_channels": ["email", "calls"]})
    engine.profile(strict, name="shop", can_initiate=True)
    shop = Channel("shop", partition=2)
    engine.hear(shop, shop.message("s-1", customer="bob"))
    parent = engine.open_case("bob", profile="shop").id
    command = CreateChild(parent_id=parent, profile_id=profile, customer_id="partner")
    if goes:
        engine.do(command)
    else:
        with pytest.raises(ChannelCannotInitiate):
            engine.do(command)
