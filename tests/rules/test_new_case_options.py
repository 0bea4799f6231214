"""What is offered when an agent turns to somebody: the rule behind "+" and a click on a contact."""

from __future__ import annotations

from typing import Any

import pytest

from application.policies.presets import preset
from domain.rules.new_case_options import Option, kind_of_contact, may_get_child, options_for
from domain.rules.reach import Reach
from domain.rules.send_from import send_from

NEW, CHILD = Option("new"), Option("child")
MAIL = Reach("care", "email", "imap", can_initiate=True, telephony=False)
PHONE = Reach("phone", "calls", "pbx", can_initiate=True, telephony=True)
CHAT = Reach("site", "webchat", "widget", can_initiate=False, telephony=False)
WHATSAPP = Reach("wa", "whatsapp", "wazzup", can_initiate=True, telephony=False)


@pytest.mark.requirement("D-42")
def test_a_number_with_telephony_offers_exactly_four_ways() -> None:
    assert options_for("phone", child_allowed=True, telephony=True) == (
        Option("new", call=True),
        Option("child", call=True),
        NEW,
        CHILD,
    )


@pytest.mark.requirement("D-47")
def test_a_number_without_telephony_offers_two() -> None:
    assert options_for("phone", child_allowed=True, telephony=False) == (NEW, CHILD)


@pytest.mark.requirement("D-12")
@pytest.mark.requirement("D-40")
@pytest.mark.requirement("D-41")
@pytest.mark.parametrize("telephony", [False, True])
@pytest.mark.parametrize("contact", ["plus", "user", "email"])
def test_plus_a_name_and_an_address_offer_a_new_case_or_a_child(
    contact: Any, telephony: bool
) -> None:
    assert options_for(contact, child_allowed=True, telephony=telephony) == (NEW, CHILD)


@pytest.mark.requirement("D-50")
@pytest.mark.parametrize("contact", ["plus", "user", "email", "phone"])
def test_where_no_child_is_allowed_there_is_nothing_to_choose(contact: Any) -> None:
    assert options_for(contact, child_allowed=False, telephony=True) == (NEW,)


@pytest.mark.requirement("D-48")
@pytest.mark.parametrize(
    ("contact", "kind"),
    [
        (None, "plus"),
        ("ann@example.org", "email"),
        ("+49 (30) 12-34", "phone"),
        ("0301234", "phone"),
        ("@annie", "user"),
        ("#logistics", "user"),
        ("1234", "user"),
    ],
)
def test_what_was_clicked_on_is_told_by_its_form(contact: str | None, kind: str) -> None:
    assert kind_of_contact(contact) == kind


def allowed(contact: Any, *reaches: Reach, policy: str = "deskie", **case: bool) -> bool:
    standing = {"is_child": False, "merged": False} | case
    return may_get_child(contact, policy=preset(policy), reaches=reaches, **standing)


def test_a_child_needs_a_parent_that_is_none_and_a_channel_that_reaches_the_contact() -> None:
    assert allowed("email", CHAT, MAIL)
    assert not allowed("email", MAIL, is_child=True)
    assert not allowed("email", MAIL, merged=True)
    assert not allowed("email", MAIL, policy="emplifi")
    assert not allowed("plus", CHAT)
    assert not allowed("phone", MAIL, WHATSAPP)
    assert allowed("phone", PHONE)
    assert not allowed("email", PHONE)


ABLE = (WHATSAPP, MAIL, PHONE)


@pytest.mark.requirement("D-20")
def test_it_goes_out_where_the_agent_sent_from_last_else_on_the_first_that_can() -> None:
    assert send_from(ABLE) == WHATSAPP
    assert send_from(ABLE, last_used="phone") == PHONE
    assert send_from(ABLE, last_used="site") == WHATSAPP


@pytest.mark.requirement("D-23")
def test_a_picked_contact_beats_what_was_used_last() -> None:
    assert send_from(ABLE, "email", last_used="phone") == MAIL
    assert send_from(ABLE, "phone", last_used="care") == PHONE
    assert send_from(ABLE, "user", known_at=["care"], last_used="phone") == MAIL
    assert send_from(ABLE, "user", known_at=["care", "phone"], last_used="phone") == PHONE
    assert send_from((WHATSAPP,), "phone", known_at=["wa"]) == WHATSAPP


def test_what_nothing_reaches_is_sent_from_nowhere() -> None:
    assert send_from((), "plus") is None
    assert send_from((PHONE,), "email", last_used="phone") is None
