"""A case rule says what it needs, and is kept through its versions."""

from __future__ import annotations

from typing import Any

import pytest

from application.looking.definitions import definition, history
from application.looking.streams import Streams
from domain.definition.case_rule import CaseRule
from domain.definition.errors import InvalidDefinition, UnknownDefinition
from domain.profile.errors import UnknownProfile
from tests.support.controls import Engine
from tests.support.controls_rules import case_rule
from tests.support.defining import define

pytestmark = pytest.mark.usefixtures("care")
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"name": None}, "name"),
    ({"name": " "}, "name"),
    ({"strategies": []}, "strategies"),
    ({"strategies": ["smart", "smart"]}, "strategies"),
    ({"strategies": ["quickest"]}, "strategies.0"),
    ({"profiles": []}, "profiles"),
    ({"restrict_to": {}}, "restrict_to"),
    ({"restrict_to": {"users": [], "teams": []}}, "restrict_to"),
    ({"status": "asleep"}, "status"),
    ({"first_reply": {}}, "first_reply.text"),
    ({"first_reply": {"text": "Hello", "template": "start"}}, "first_reply.text"),
    ({"survey_on_resolve": "stars"}, "survey_on_resolve"),
    ({"order": -1}, "order"),
    ({"conditions": [{"field": "mood", "is": "bad"}]}, "conditions.0.field"),
    ({"conditions": [{"field": "subject"}]}, "conditions.0.field"),
    ({"conditions": [{"field": "subject", "is": "a", "contains": "b"}]}, "conditions.0.field"),
    ({"conditions": [{"field": "subject", "in": []}]}, "conditions.0.in"),
    ({"conditions": [{"field": "private", "is": "yes"}]}, "conditions.0.is"),
    ({"conditions": [{"field": "text", "is_not": True}]}, "conditions.0.is_not"),
    ({"conditions": [{"field": "header", "is": "a"}]}, "conditions.0.name"),
    ({"conditions": [{"field": "text", "name": "X", "is": "a"}]}, "conditions.0.name"),
]


def shown(engine: Engine, id: str = "clara") -> Any:
    return definition(Streams(engine.store), engine.ids, CaseRule, id)


@pytest.mark.requirement("Q-31")
@pytest.mark.requirement("Q-33")
@pytest.mark.requirement("Q-48")
def test_a_rule_is_saved_under_its_name_and_active(engine: Engine) -> None:
    done = case_rule(engine, name="ClaraFly")
    assert done.facts == {"kind": "case_rule", "id": "clara", "version": 1, "changed": True}
    assert (shown(engine).document["name"], shown(engine).active) == ("ClaraFly", True)


@pytest.mark.requirement("Q-32")
@pytest.mark.requirement("Q-21")
def test_a_rule_is_switched_off_and_on_and_its_history_stays(engine: Engine) -> None:
    case_rule(engine)
    case_rule(engine, status="inactive")
    case_rule(engine, status="active", order=5)
    told = [each.changes for each in history(engine.store, engine.ids, CaseRule, "clara")]
    assert told == [
        ["defined"],
        ["active: true becomes false"],
        ["active: false becomes true", "order: 100 becomes 5"],
    ]


@pytest.mark.parametrize("missing", ["name", "strategies", "profiles"])
def test_a_rule_without_what_it_needs_is_refused(engine: Engine, missing: str) -> None:
    given = {"name": "Clara", "profiles": ["care"], "strategies": ["smart"]}
    del given[missing]
    before = engine.store.position()
    with pytest.raises(InvalidDefinition) as refused:
        define(engine, "case_rule", "clara", **given)
    assert refused.value.facts["field"] == missing
    assert refused.value.facts["problem"] == "is required"
    assert engine.store.position() == before


@pytest.mark.parametrize(("fields", "field"), WRONG, ids=lambda x: str(x)[:40])
def test_what_is_wrong_is_named(engine: Engine, fields: dict[str, Any], field: str) -> None:
    before = engine.store.position()
    with pytest.raises(InvalidDefinition) as refused:
        case_rule(engine, **fields)
    assert refused.value.facts["field"] == field
    assert engine.store.position() == before


def test_what_a_rule_names_must_be_there(engine: Engine) -> None:
    define(engine, "agent", "anna")
    define(engine, "group", "clara-team", members=["anna"])
    with pytest.raises(UnknownProfile):
        case_rule(engine, profiles=["elsewhere"])
    with pytest.raises(UnknownDefinition, match="unknown_definition") as user:
        case_rule(engine, restrict_to={"users": ["zoe"]})
    with pytest.raises(UnknownDefinition) as team:
        case_rule(engine, restrict_to={"teams": ["sales"]})
    assert (user.value.facts["field"], team.value.facts["field"]) == (
        "restrict_to.users",
        "restrict_to.teams",
    )


@pytest.mark.requirement("Q-35")
@pytest.mark.requirement("Q-36")
def test_strategies_are_ticked_in_any_order_and_kept_in_theirs(engine: Engine) -> None:
    case_rule(engine, strategies=["random", "smart"])
    assert shown(engine).document["strategies"] == ["smart", "random"]


def test_reply_and_survey_are_recorded(engine: Engine) -> None:
    case_rule(engine, first_reply={"template": "flow-start"}, survey_on_resolve="nps")
    document = shown(engine).document
    assert document["first_reply"] == {"text": None, "template": "flow-start"}
    assert document["survey_on_resolve"] == "nps"


def test_conditions_are_shown_as_they_were_given(engine: Engine) -> None:
    given = [
        {"field": "header", "name": "X-Kind", "is": "gift"},
        {"field": "language", "in": ["de", "fr"]},
    ]
    case_rule(engine, conditions=given)
    assert shown(engine).document["conditions"] == given
