"""Who the customers are: recorded, found, joined and taken apart on the command line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.terminal import ADMIN, ANNA, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
TWITTER = "profiles add twitter-de --channel twitter --connector api --policy emplifi --lateness"


def write(terminal: Terminal, id: str, customer: str, **more: Any) -> dict[str, Any]:
    return terminal.write(
        id,
        customer={"id": customer} | more,
        author={"kind": "customer", "id": customer},
    )


def tweet(terminal: Terminal, id: str, customer: str, **more: Any) -> dict[str, Any]:
    event = write(terminal, id, customer, **more)
    source = {"source": "/channels/twitter/twitter-de"}
    return (
        event | source | {"data": event["data"] | {"channel": "twitter", "profile": "twitter-de"}}
    )


@pytest.fixture
def met(terminal: Terminal) -> Terminal:
    """Ann on two channels, and Bob."""
    terminal.register()
    terminal.done(*TWITTER.split(), "unlimited", *ADMIN)
    terminal.take(
        write(terminal, "m-1", "ann", name="Ann Example", email="Ann@Example.com"),
        write(terminal, "m-2", "bob", first_name="Bob", last_name="Miller", phone="+49 30 1234567"),
        tweet(terminal, "m-3", "@ann", name="annie", email="ann@example.com"),
        tweet(terminal, "m-4", "@zoe", name="Zoé", phone="0049301234567"),
    )
    return terminal


def found(terminal: Terminal, text: str) -> list[tuple[str, str]]:
    rows = terminal.json("contacts", "find", text)
    return [(row["channel"], row["customer_id"]) for row in rows]


@pytest.mark.requirement("D-21")
def test_a_prompt_offers_nothing_before_the_third_character(met: Terminal) -> None:
    assert found(met, "a") == []
    assert found(met, "an") == []
    assert found(met, " an ") == []
    assert "3rd character" in met.done("contacts", "find", "an").out
    assert ("email", "ann") in found(met, "ann")


@pytest.mark.requirement("D-22")
def test_a_prompt_says_on_which_channel_each_account_is(met: Terminal) -> None:
    assert sorted(found(met, "ANN")) == [("email", "ann"), ("twitter", "@ann")]
    assert found(met, "mill") == [("email", "bob")]
    assert found(met, "30 123") == [("email", "bob")]
    assert found(met, "@zo") == [("twitter", "@zoe")]
    assert found(met, "n%e") == []
    assert found(met, "nobody") == []


@pytest.mark.requirement("E-38")
def test_details_are_reviewed_and_updated_and_messages_stay_as_sent(met: Terminal) -> None:
    assert "Ann@Example.com" in met.done("contacts", "show", PROFILE, "ann").out
    words = ("--name", "Ann E. Example", "--email", "new@example.com", "--account", PROFILE, "ann")
    id = met.json("contacts", "add", *words, *ANNA)["facts"]["contact_id"]
    met.done("contacts", "change", id, "--company", "Example & Co", "--phone", "+1 555 0100", *ANNA)
    met.catch_up()
    shown = met.json("contacts", "show", PROFILE, "ann")
    assert shown["contact"]["name"] == "Ann E. Example"
    assert shown["contact"]["phones"] == ["+1 555 0100"]
    assert shown["accounts"][0]["name"] == "Ann Example"
    assert "Example & Co" in met.done("contacts", "list").out
    assert ("email", "ann") in found(met, "example & co")
    changed = met.json("contacts", "changes", id)
    assert [each["what"] for each in changed] == [
        "contact.added",
        "contact.account_added",
        "contact.details_changed",
    ]
    met.done("contacts", "change", id, "--no-account", PROFILE, "ann", *ANNA)
    met.catch_up()
    assert met.json("contacts", "show", PROFILE, "ann")["contact"] is None


def test_accounts_that_share_an_address_are_suggested_until_they_are_one(met: Terminal) -> None:
    pairs = met.json("contacts", "suggestions")
    assert [(each["one"]["customer_id"], each["other"]["customer_id"]) for each in pairs] == [
        ("ann", "@ann"),
        ("bob", "@zoe"),
    ]
    ids = [
        met.json("contacts", "add", "--account", profile, who, *ANNA)["facts"]["contact_id"]
        for profile, who in ((PROFILE, "ann"), ("twitter-de", "@ann"))
    ]
    met.done("contacts", "join", *ids, *ANNA)
    met.catch_up()
    [left] = met.json("contacts", "suggestions")
    assert left["shared"] == "+49 30 1234567"
    accounts = met.json("contacts", "show", ids[1])["accounts"]
    assert [each["customer_id"] for each in accounts] == ["ann", "@ann"]
    met.done("contacts", "separate", ids[1], *ANNA)
    met.catch_up()
    assert len(met.json("contacts", "suggestions")) == 2
    assert len(met.json("contacts", "show", ids[1])["accounts"]) == 1


@pytest.mark.requirement("E-39", "E-40")
def test_the_history_is_that_of_the_platform_or_of_all(met: Terminal) -> None:
    words = ("contacts", "add", "--account", PROFILE, "ann")
    id = met.json(*words, *ANNA)["facts"]["contact_id"]
    met.done("contacts", "change", id, "--account", "twitter-de", "@ann", *ANNA)
    met.done("cases", "resolve", "1001", *ANNA)
    met.catch_up()
    everything = met.json("contacts", "history", id)["cases"]
    assert sorted(each["number"] for each in everything) == ["1001", "1003"]
    on_twitter = met.json("contacts", "history", id, "--case", "1003")["cases"]
    assert [each["number"] for each in on_twitter] == ["1003"]
    by_mail = met.json("contacts", "history", id, "--channel", "email")["cases"]
    assert [each["number"] for each in by_mail] == ["1001"]
    assert met.json("contacts", "history", PROFILE, "bob")["cases"][0]["number"] == "1002"
    assert "1001" in met.done("contacts", "history", id).out


def test_the_same_account_at_another_profile_of_the_platform_counts(met: Terminal) -> None:
    met.done(*TWITTER.replace("twitter-de", "twitter-at").split(), "unlimited", *ADMIN)
    event = tweet(met, "m-9", "@ann")
    event["data"]["profile"] = "twitter-at"
    met.take(event | {"source": "/channels/twitter/twitter-at"})
    cases = met.json("contacts", "history", "twitter-de", "@ann")["cases"]
    assert {each["profile_id"] for each in cases} == {"twitter-de", "twitter-at"}


def test_what_nobody_knows_is_refused(met: Terminal) -> None:
    nobody = "00000000-0000-0000-0000-000000000005"
    assert met.refused("contacts", "show", nobody)[0] == 3
    assert met.refused("contacts", "show", PROFILE, "nobody")[0] == 3
    assert met.refused("contacts", "changes", nobody)[0] == 3
    assert met.refused("contacts", "change", nobody, "--name", "X", *ANNA)[0] == 3
    assert met.refused("contacts", "join", "x", nobody, *ANNA)[0] == 2
    assert met.refused("contacts", "add", *ANNA)[0] == 2
    assert met.refused("contacts", "add", "--account", "no-such", "ann", *ANNA)[0] == 3
    assert met.refused("contacts", "add", "--name", " ", *ANNA)[0] == 2
