"""Fields of one's own: what may stand in them, where they are, and when they must be filled."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.case_type_errors import FieldRequired
from domain.case.commands import (
    CancelCase,
    ChangeStatus,
    CreateChild,
    OpenCase,
    ResolveCase,
    UpdateCase,
)
from domain.definition.errors import InactiveDefinition, InvalidDefinition, UnknownDefinition
from domain.definition.field_errors import FieldNotHere, FieldNotValid
from domain.errors import Rejection
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

OPEN = OpenCase(profile_id="care", customer_id="ann")


def opened(engine: Engine, **given: Any) -> Any:
    return engine.do(OpenCase(profile_id="care", customer_id="ann", **given)).facts["case_id"]


def fill(engine: Engine, **fields: Any) -> None:
    engine.do(UpdateCase(case_id=engine.open_case().id, fields=fields))


def refused(engine: Engine, **fields: Any) -> Rejection:
    before = engine.store.position()
    with pytest.raises(Rejection) as why:
        fill(engine, **fields)
    assert engine.store.position() == before
    return why.value


@pytest.mark.usefixtures("care")
def test_any_field_takes_any_value_until_the_first_is_defined(engine: Engine) -> None:
    opened(engine, fields={"order": 7})
    fill(engine, paid=True)
    assert engine.open_case().fields == {"order": 7, "paid": True}


@pytest.mark.usefixtures("care")
@pytest.mark.requirement("E-35", "E-36")
@pytest.mark.parametrize(
    ("type", "taken", "not_taken", "rule"),
    [
        ("text", ["007", ""], [7, True, ["a"]], "must be a text"),
        ("number", [7, 1.5, -3], ["7", True, float("inf")], "must be a number"),
        ("integer", [7, 0], [1.5, "7", False], "must be a whole number"),
        ("boolean", [True, False], [1, "true"], "must be true or false"),
        (
            "date",
            ["2030-01-31"],
            ["2030-02-30", "31.1.2030", "20300131", 2030, "2030-01-31T10:00"],
            "must be a day like 2030-01-31",
        ),
        ("choice", ["gold"], ["Gold", "lead", ["gold"]], "must be one of gold, silver"),
        (
            "multi_choice",
            [["gold"], ["silver", "gold"], []],
            ["gold", ["lead"], ["gold", "gold"], [1]],
            "must be a list, each once, of gold, silver",
        ),
    ],
)
def test_a_field_takes_values_of_its_type(
    engine: Engine, type: str, taken: list[Any], not_taken: list[Any], rule: str
) -> None:
    options = ["gold", "silver"] if "choice" in type else []
    define(engine, "field", "plan", type=type, options=options)
    opened(engine)
    for value in taken:
        fill(engine, plan=value)
        assert engine.open_case().fields["plan"] == value
    for value in not_taken:
        why = refused(engine, plan=value)
        assert isinstance(why, FieldNotValid)
        assert why.facts == {"field": "plan", "type": type, "rule": rule}
    fill(engine, plan=None)
    assert engine.open_case().fields["plan"] is None


@pytest.mark.usefixtures("care")
def test_unknown_fields_are_refused_once_one_is_defined(engine: Engine) -> None:
    case_id = opened(engine, fields={"old": "as it was"})
    define(engine, "field", "plan")
    why = refused(engine, colour="red")
    assert isinstance(why, UnknownDefinition)
    assert why.facts == {"kind": "field", "id": "colour", "field": "fields"}
    fill(engine, old=None)
    assert engine.case(case_id).fields == {"old": None}
    with pytest.raises(UnknownDefinition):
        engine.do(OpenCase(profile_id="care", customer_id="bob", fields={"colour": "red"}))


@pytest.mark.usefixtures("care")
def test_a_field_that_is_switched_off_takes_nothing_more(engine: Engine) -> None:
    define(engine, "field", "plan")
    opened(engine, fields={"plan": "gold"})
    define(engine, "field", "plan", active=False)
    assert isinstance(refused(engine, plan="silver"), InactiveDefinition)
    assert engine.open_case().fields == {"plan": "gold"}


@pytest.mark.usefixtures("care")
def test_a_field_is_only_on_cases_of_its_profiles_and_types(engine: Engine) -> None:
    engine.profile("emplifi", name="sales")
    define(engine, "case_type", "incident")
    define(engine, "field", "region", profiles=["sales"])
    define(engine, "field", "device", case_types=["incident"])
    opened(engine)
    why = refused(engine, region="north")
    assert isinstance(why, FieldNotHere)
    assert why.facts == {"field": "region", "profile": "care", "type": None}
    assert isinstance(refused(engine, device="phone"), FieldNotHere)
    engine.do(OpenCase(profile_id="sales", customer_id="ann", fields={"region": "north"}))


@pytest.mark.usefixtures("care")
def test_what_is_required_when_opened_holds_for_people_only(engine: Engine, care: Channel) -> None:
    define(engine, "field", "plan", required="when_opened")
    define(engine, "field", "order", type="integer", required="when_opened", order=1)
    with pytest.raises(FieldRequired) as why:
        engine.do(OPEN)
    assert why.value.facts["fields"] == "order, plan"
    with pytest.raises(FieldRequired) as why:
        opened(engine, fields={"order": 0, "plan": " "})
    assert why.value.facts["fields"] == "plan"
    assert engine.hear(care, care.message("1", customer="bob")).attached == 1
    opened(engine, fields={"order": 0, "plan": "gold"})


@pytest.mark.parametrize("status", ["Done", None])
def test_what_is_required_when_resolved_holds_a_case_open(
    engine: Engine, care: Channel, status: str | None
) -> None:
    define(engine, "field", "cause", required="when_resolved")
    engine.hear(care, care.message("1"))
    id = engine.open_case().id
    done = ResolveCase(case_id=id) if status is None else ChangeStatus(case_id=id, status=status)
    with pytest.raises(FieldRequired) as why:
        engine.do(done)
    assert (why.value.facts["field"], why.value.facts["when"]) == ("cause", "resolved")
    assert engine.case(id).is_open
    fill(engine, cause="parcel lost")
    engine.do(done)
    assert not engine.case(id).is_open


def test_a_case_may_be_canceled_whatever_is_missing(engine: Engine) -> None:
    engine.profile("creatio")
    define(engine, "field", "cause", required="when_resolved")
    engine.do(CancelCase(case_id=engine.case(opened(engine)).id))


@pytest.mark.usefixtures("engine")
def test_a_child_takes_over_only_what_fields_still_take(engine: Engine) -> None:
    engine.profile("deskie", can_initiate=True)
    parent = opened(engine, fields={"plan": 7})
    child = CreateChild(parent_id=engine.case(parent).id, profile_id="care", customer_id="bob")
    define(engine, "field", "plan")
    with pytest.raises(FieldNotValid):
        engine.do(child)
    engine.do(UpdateCase(case_id=engine.case(parent).id, fields={"plan": "gold"}))
    define(engine, "field", "plan", active=False)
    made = engine.do(child)
    assert engine.case(made.facts["case_id"]).fields == {"plan": "gold"}


@pytest.mark.parametrize(
    ("fields", "field", "rule"),
    [
        ({"type": "choice"}, "options", "must name at least one, because type is choice"),
        ({"type": "text", "options": ["a"]}, "options", "must be empty, because type is text"),
        ({"type": "money"}, "type", ""),
        ({"order": -1}, "order", ""),
        ({"type": "choice", "options": ["a", "a"]}, "options", ""),
    ],
)
def test_a_field_that_contradicts_itself_is_refused(
    engine: Engine, fields: dict[str, Any], field: str, rule: str
) -> None:
    with pytest.raises(InvalidDefinition) as why:
        define(engine, "field", "plan", **fields)
    assert why.value.facts["field"] == field
    assert rule in str(why.value.facts["problem"])


@pytest.mark.usefixtures("care")
def test_labels_that_are_not_defined_are_refused_once_one_is(engine: Engine) -> None:
    id = engine.case(opened(engine, labels=("old",))).id
    define(engine, "label", "vip")
    define(engine, "label", "late", active=False)
    with pytest.raises(UnknownDefinition) as why:
        engine.do(UpdateCase(case_id=id, add_labels=("vipp",)))
    assert why.value.facts == {"kind": "label", "id": "vipp", "field": "labels"}
    with pytest.raises(InactiveDefinition):
        engine.do(OpenCase(profile_id="care", customer_id="bob", labels=("late",)))
    engine.do(UpdateCase(case_id=id, add_labels=("vip",), remove_labels=("old",)))
    assert list(engine.case(id).labels) == ["vip"]


def test_sentiment_is_one_of_three(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    id = engine.open_case().id
    for sentiment in ("negative", "positive", "positive"):
        engine.do(UpdateCase(case_id=id, sentiment=sentiment))
    assert engine.case(id).sentiment == "positive"
    assert len(engine.events("case.sentiment_changed")) == 2
    with pytest.raises(Rejection) as why:
        engine.do(UpdateCase(case_id=id, sentiment="angry"))
    assert why.value.code == "unknown_sentiment"
    assert hours(0) == engine.now
