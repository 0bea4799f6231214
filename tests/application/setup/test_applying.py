"""A deployment becomes what one file says, however often it is applied."""

from __future__ import annotations

from pathlib import Path

import pytest

from application.setup.applying import Applying
from application.setup.document import read_setup
from application.setup.errors import SetupItemRefused
from application.setup.showing import as_yaml, present_setup
from domain.definition.errors import UnknownDefinition
from domain.policy.commands import PublishPolicy
from domain.policy.errors import PresetsAreOurs
from domain.profile.commands import SetProfilePolicy
from domain.team.errors import NotPermitted
from tests.application.setup.given import ADA, HERE, TEAM, apply, by_outcome, places, plan
from tests.support.controls import Engine, variation
from tests.support.controls_channel import Channel
from tests.support.defining import define


def test_everything_is_made_in_an_order_in_which_it_can_be(engine: Engine) -> None:
    made = apply(engine, TEAM)
    assert list(made) == ["created"]
    assert places(made["created"]) == [
        "services.parcels",
        "agents.anna",
        "agents.ben",
        "groups.care",
        "policies.ours",
        "profiles.care@example.org",
        "appointments.deployment",
        "appointments.group care",
    ]
    channel = Channel("care@example.org")
    engine.hear(channel, channel.message("1"))
    case = engine.open_case(profile="care@example.org")
    assert case.policy is not None
    assert (case.policy.policy_id, case.group) == ("ours", "care")


def test_a_second_run_changes_nothing_and_says_so(engine: Engine) -> None:
    apply(engine, TEAM)
    before = engine.store.position()
    assert list(apply(engine, TEAM)) == ["unchanged"]
    assert engine.store.position() == before


def test_what_changed_is_said_in_words(engine: Engine) -> None:
    apply(engine, TEAM)
    other = TEAM.replace("capacity: 5", "capacity: 9").replace("length: 48h", "length: 5d")
    changed = {each.place: each.words for each in apply(engine, other)["changed"]}
    assert changed["agents.anna"] == ["capacity: 5 becomes 9"]
    assert len(changed["policies.ours"]) == 1
    # Whose policy's text stands in the file follows it.
    assert changed["profiles.care@example.org"] == ["policy: ours version 1 becomes ours version 2"]


def test_a_field_that_is_left_out_gets_its_default(engine: Engine) -> None:
    apply(engine, TEAM)
    (changed,) = apply(engine, TEAM.replace(", capacity: 5", ""))["changed"]
    assert changed.words == ["capacity: 5 becomes nothing"]


def test_what_the_file_does_not_name_stays(engine: Engine) -> None:
    define(engine, "label", "vip")
    apply(engine, TEAM)
    assert present_setup(engine.store, engine.ids)["labels"] == {"vip": {}}


def test_a_policy_that_is_only_named_keeps_its_version(engine: Engine) -> None:
    """Only a command, or a new text in the file, moves a profile on."""
    engine.do(PublishPolicy(policy_id="theirs", document=variation("theirs")))
    named = "profiles: {care: {channel: email, connector: imap, policy: theirs}}"
    apply(engine, named)
    later = variation("theirs", grace={"length": "9d"})
    engine.do(PublishPolicy(policy_id="theirs", document=later))
    assert list(apply(engine, named)) == ["unchanged"]
    (moved,) = apply(engine, named.replace("theirs}", "theirs, policy_version: 2}"))["changed"]
    assert moved.words == ["policy: theirs version 1 becomes theirs version 2"]


def test_a_plan_writes_nothing(engine: Engine) -> None:
    planned = plan(engine, TEAM)
    assert list(by_outcome(planned)) == ["created"]
    assert engine.store.position() == 0
    assert engine.store.ledger.receipt(planned[0].acts[0].command_id) is None


def test_nothing_is_written_when_the_last_item_is_refused(engine: Engine) -> None:
    with pytest.raises(SetupItemRefused) as refused:
        apply(engine, TEAM.replace("deployment: {policy: emplifi}", "group none: {policy: ours}"))
    assert refused.value.facts["place"] == "appointments.group none"
    assert isinstance(refused.value.facts["rejection"], UnknownDefinition)
    assert engine.store.position() == 0


def test_a_shipped_policy_is_not_overwritten(engine: Engine) -> None:
    with pytest.raises(SetupItemRefused) as refused:
        apply(engine, "policies: {emplifi: {grace: {length: 1h}}}")
    assert isinstance(refused.value.facts["rejection"], PresetsAreOurs)


def test_who_may_not_configure_applies_nothing(engine: Engine) -> None:
    """Whether he still may after the first administrator is there is found out before, too."""
    with pytest.raises(SetupItemRefused) as refused:
        apply(engine, "agents: {ada: {roles: [administrator]}, ann: {}}", actor=engine.by)
    assert refused.value.facts["place"] == "agents.ann"
    assert isinstance(refused.value.facts["rejection"], NotPermitted)
    assert engine.store.position() == 0


def test_a_broken_off_run_is_repeated(engine: Engine) -> None:
    applying = Applying(engine.store, engine.ids, ADA)
    planned = applying.plan(read_setup(TEAM, HERE))
    applying.carry_out(planned[:3], engine.dispatcher)
    rest = apply(engine, TEAM)
    assert {outcome: len(items) for outcome, items in rest.items()} == {
        "unchanged": 3,
        "created": len(planned) - 3,
    }


def test_a_plan_that_is_carried_out_twice_takes_effect_once(engine: Engine) -> None:
    applying = Applying(engine.store, engine.ids, ADA)
    planned = applying.plan(read_setup(TEAM, HERE))
    applying.carry_out(planned, engine.dispatcher)
    before = engine.store.position()
    applying.carry_out(planned, engine.dispatcher)
    assert engine.store.position() == before


def test_what_somebody_changed_by_hand_is_changed_back(engine: Engine) -> None:
    apply(engine, TEAM)
    for _ in range(2):
        define(engine, "agent", "ben", capacity=1)
        (changed,) = apply(engine, TEAM)["changed"]
        assert changed.words == ["capacity: 1 becomes nothing"]


def test_a_change_in_between_stops_with_the_place(engine: Engine) -> None:
    applying = Applying(engine.store, engine.ids, ADA)
    planned = applying.plan(read_setup(TEAM, HERE))
    engine.profile("emplifi", name="care@example.org", channel="sms")
    with pytest.raises(SetupItemRefused) as refused:
        applying.carry_out(planned, engine.dispatcher)
    assert refused.value.facts["place"] == "profiles.care@example.org"
    assert refused.value.facts["done"] == 5


def test_the_present_setup_can_be_applied_again(engine: Engine, tmp_path: Path) -> None:
    apply(engine, TEAM)
    define(engine, "case_type", "incident")
    define(engine, "queue", "desk", profiles=["care@example.org"], case_type="incident")
    engine.do(PublishPolicy(policy_id="ours", document=variation("ours")))
    engine.do(SetProfilePolicy(profile_id="care@example.org", policy_id="emplifi"))
    shown = as_yaml(present_setup(engine.store, engine.ids))
    assert list(apply(engine, shown, folder=tmp_path)) == ["unchanged"]
    elsewhere = Engine()
    with elsewhere.store:
        apply(elsewhere, shown)
        assert present_setup(elsewhere.store, elsewhere.ids).keys() == {
            *("services", "agents", "groups", "case-types", "queues"),
            *("policies", "profiles", "appointments"),
        }
