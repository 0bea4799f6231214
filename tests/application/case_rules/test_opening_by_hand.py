"""A case that a person opens says what it is about, and needs no customer to begin with."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.case_type_errors import FieldRequired
from domain.case.commands import OpenCase, ResolveCase, UpdateCase
from domain.case.filing_errors import CustomerRequired, PolicyOfProfile
from domain.definition.errors import InactiveDefinition, UnknownDefinition
from domain.errors import Rejection
from domain.policy.commands import AppointPolicy
from domain.policy.errors import UnknownPolicy
from domain.profile.errors import UnknownProfile
from tests.support.controls import Engine
from tests.support.controls_channel import hours
from tests.support.defining import define

FILED: dict[str, Any] = {"topic": "delivery", "title": "Late parcels", "priority": "high"}
NOBODYS: dict[str, Any] = {"policy_id": "qualtrics", **FILED}


@pytest.mark.policy("qualtrics", "grouping.manual_requires")
@pytest.mark.requirement("Q-12")
@pytest.mark.requirement("Q-13")
@pytest.mark.requirement("Q-14")
@pytest.mark.usefixtures("care")
def test_topic_title_and_priority_are_all_required(engine: Engine) -> None:
    for missing in FILED:
        given = {field: value for field, value in FILED.items() if field != missing}
        before = engine.store.position()
        with pytest.raises(FieldRequired) as refused:
            engine.do(OpenCase(profile_id="care", customer_id="bob", **given))
        assert refused.value.facts["field"] == missing
        assert engine.store.position() == before
    with pytest.raises(FieldRequired) as all_of_them:
        engine.do(OpenCase(profile_id="care", customer_id="bob", title=" "))
    assert all_of_them.value.facts["fields"] == "topic, title, priority"


@pytest.mark.requirement("Q-12")
@pytest.mark.requirement("Q-15")
@pytest.mark.requirement("Q-16")
@pytest.mark.usefixtures("care")
def test_a_case_begins_filed_without_mentions_and_a_note_is_optional(engine: Engine) -> None:
    noted = engine.case(engine.do(OpenCase(**NOBODYS, note="Ask the carrier.")).facts["case_id"])
    plain = engine.case(engine.do(OpenCase(**NOBODYS)).facts["case_id"])
    assert (plain.topic, plain.title, plain.priority) == ("delivery", "Late parcels", "high")
    assert (plain.profile_id, plain.customer_id, plain.origin) == ("", "", "manual")
    assert [each.personal.text for each in engine.events("case.note_added")] == ["Ask the carrier."]
    assert engine.events("case.message_attached") == []
    assert noted.conversation_id != plain.conversation_id


@pytest.mark.usefixtures("care")
def test_a_case_of_nobody_can_be_resolved_as_any_other(engine: Engine) -> None:
    case_id = engine.case(engine.do(OpenCase(**NOBODYS)).facts["case_id"]).id
    engine.do(ResolveCase(case_id=case_id), at=hours(1))
    assert engine.case(case_id).category == "resolved"


def test_it_follows_the_policy_asked_for_or_that_of_its_group(engine: Engine) -> None:
    engine.profile("qualtrics")
    engine.do(AppointPolicy(scope="group", target="social", policy_id="qualtrics"))
    by_group = engine.do(OpenCase(group="social", **FILED)).facts["case_id"]
    of_profile = engine.do(OpenCase(profile_id="care", **FILED)).facts["case_id"]
    pinned = [engine.case(each).policy for each in (by_group, of_profile)]
    assert [each.policy_id for each in pinned if each] == ["qualtrics", "qualtrics"]
    assert engine.case(of_profile).channel == "email"
    with pytest.raises(CustomerRequired) as refused:
        engine.do(OpenCase(group="others", **FILED))
    assert refused.value.facts == {"field": "profile", "policy": "builtin"}


@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"policy_id": "emplifi"}, CustomerRequired),
        ({"policy_id": "qualtrics", "customer_id": "ann"}, CustomerRequired),
        ({"policy_id": "qualtrics", "profile_id": "care"}, PolicyOfProfile),
        ({"policy_id": "unheard-of"}, UnknownPolicy),
        ({"profile_id": "elsewhere"}, UnknownProfile),
    ],
)
def test_what_cannot_be_is_refused(
    engine: Engine, given: dict[str, Any], refusal: type[Rejection]
) -> None:
    before = engine.store.position()
    with pytest.raises(refusal):
        engine.do(OpenCase(**FILED, **given))
    assert engine.store.position() == before


@pytest.mark.usefixtures("care")
def test_a_topic_is_one_that_is_defined(engine: Engine) -> None:
    define(engine, "topic", "delivery")
    define(engine, "topic", "old", active=False)
    case_id = engine.case(engine.do(OpenCase(**NOBODYS)).facts["case_id"]).id
    with pytest.raises(UnknownDefinition) as unknown:
        engine.do(OpenCase(**NOBODYS | {"topic": "billing"}))
    with pytest.raises(InactiveDefinition):
        engine.do(UpdateCase(case_id=case_id, topic="old"))
    define(engine, "topic", "billing")
    engine.do(UpdateCase(case_id=case_id, topic="billing"))
    engine.do(UpdateCase(case_id=case_id, topic="billing"))
    assert unknown.value.facts["field"] == "topic"
    assert [each.topic for each in engine.events("case.topic_changed")] == ["delivery", "billing"]
