"""Definitions: published by command, refused with field and rule, kept through their versions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from application.definitions.book import DefinitionBook
from application.dispatch import Outcome
from application.looking.definitions import definition, definitions, history
from application.looking.streams import Streams
from domain.definition.agent import Agent
from domain.definition.commands import Define
from domain.definition.errors import (
    DefinitionExists,
    InactiveDefinition,
    InvalidDefinition,
    UnknownDefinition,
    UnknownKind,
)
from domain.definition.simple import Group, Label
from tests.support.controls import Engine


def define(
    engine: Engine, kind: str, *, new: bool = False, known: bool = False, **doc: Any
) -> Outcome:
    return engine.do(Define(kind=kind, document=json.dumps(doc), new=new, known=known))


def test_a_definition_is_there_with_its_defaults() -> None:
    engine = Engine()

    done = define(engine, "agent", id="anna")

    assert done.facts == {"kind": "agent", "id": "anna", "version": 1, "changed": True}
    found = definition(Streams(engine.store), engine.ids, Agent, "anna")
    assert found.document["roles"] == ["agent"]
    assert found.active


def test_a_change_is_a_new_version_and_history_tells_both() -> None:
    engine = Engine()
    define(engine, "label", id="vip")
    define(engine, "label", id="vip", title="Very important")

    told = [each.changes for each in history(engine.store, engine.ids, Label, "vip")]

    assert told == [["defined"], ['title: null becomes "Very important"']]


def test_the_same_document_again_is_no_new_version() -> None:
    engine = Engine()
    define(engine, "label", id="vip")

    again = define(engine, "label", id="vip", active=True)

    assert again.facts["version"] == 1
    assert not again.facts["changed"]
    assert len(engine.events("definition.published")) == 1


def test_what_it_names_must_be_defined_once_anything_of_that_kind_is() -> None:
    engine = Engine()
    define(engine, "group", id="care", members=["zoe"])
    define(engine, "agent", id="anna")

    with pytest.raises(UnknownDefinition) as refused:
        define(engine, "group", id="sales", members=["bob"])

    assert refused.value.facts == {"kind": "agent", "id": "bob", "field": "members"}
    assert [each.id for each in definitions(Streams(engine.store), engine.ids, Group)] == ["care"]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"id": "anna", "roles": ["king"]}, "roles.0"),
        ({"id": "anna", "capacity": -1}, "capacity"),
        ({"id": "an na"}, "id"),
        ({"roles": []}, "id"),
        ({"id": "anna", "colour": "red"}, "colour"),
    ],
)
def test_a_wrong_document_is_refused_with_its_field(document: dict[str, Any], field: str) -> None:
    engine = Engine()

    with pytest.raises(InvalidDefinition) as refused:
        engine.do(Define(kind="agent", document=json.dumps(document)))

    assert refused.value.facts["field"] == field
    assert not engine.events()


def test_new_known_and_kind_are_minded() -> None:
    engine = Engine()
    define(engine, "label", id="vip", new=True)
    assert define(engine, "label", id="vip", title="Dear", known=True).facts["version"] == 2

    with pytest.raises(DefinitionExists):
        define(engine, "label", id="vip", title="Other", new=True)
    with pytest.raises(UnknownDefinition):
        define(engine, "label", id="late", known=True)
    with pytest.raises(UnknownKind):
        define(engine, "planet", id="mars")


def test_a_switched_off_definition_is_known_and_not_to_be_named() -> None:
    engine = Engine()
    define(engine, "label", id="vip", active=False)
    book = DefinitionBook(engine.ids)

    with pytest.raises(InactiveDefinition):
        book.must_know(Streams(engine.store), "label", "vip", field="labels")

    assert book.active(Streams(engine.store), Label) == []


def test_a_document_that_is_not_json_is_refused() -> None:
    engine = Engine()

    with pytest.raises(InvalidDefinition) as refused:
        engine.do(Define(kind="label", document="{"))

    assert refused.value.facts["field"] == "document"
    assert not engine.events()
