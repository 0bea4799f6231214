"""What became of a matter is said per service, and kept with the case's notes (B-25, B-26)."""

from __future__ import annotations

import pytest

from domain.case.aggregate import Case
from domain.case.case_type_commands import SetCaseType
from domain.case.commands import AddNote, CloseCase
from domain.case.disposition_commands import SetDisposition
from domain.case.errors import CaseIsFinal
from domain.case.merging_commands import MergeCases
from domain.case.merging_errors import CaseIsMerged
from domain.definition.errors import InactiveDefinition, UnknownDefinition
from domain.definition.per_service import NotOfTheService
from tests.support.controls import Engine
from tests.support.controls_channel import Channel
from tests.support.defining import define
from tests.support.shown import notes_of, shown


@pytest.fixture
def case(engine: Engine) -> Case:
    """Of the service parcels."""
    for service in ("parcels", "bills"):
        define(engine, "service", service)
    define(engine, "disposition", "delivered", services=["parcels"])
    define(engine, "disposition", "refunded", services=["bills"])
    define(engine, "disposition", "solved")
    engine.profile("bright_pattern", service="parcels")
    mail = Channel()
    engine.hear(mail, mail.message("1", thread={"id": "t-1"}), mail.message("2"))
    return engine.cases()[0]


def say(engine: Engine, case: Case, what: str) -> None:
    engine.do(SetDisposition(case_id=case.id, disposition=what))


@pytest.mark.requirement("B-26")
def test_dispositions_stand_in_the_history_with_the_notes(engine: Engine, case: Case) -> None:
    say(engine, case, "delivered")
    engine.do(AddNote(case_id=case.id, text="The neighbour has it."))
    say(engine, case, "solved")
    assert [note for _, note in notes_of(engine, case.number)] == [
        "Disposition: delivered",
        "The neighbour has it.",
        "Disposition: solved",
    ]
    assert shown(engine, case.number).case.disposition == "solved"


def test_the_same_disposition_again_says_nothing_new(engine: Engine, case: Case) -> None:
    say(engine, case, "solved")
    version = engine.case(case.id).version
    say(engine, case, "solved")
    assert engine.case(case.id).version == version


def test_a_disposition_is_one_of_the_cases_service(engine: Engine, case: Case) -> None:
    with pytest.raises(NotOfTheService) as refused:
        say(engine, case, "refunded")
    assert refused.value.facts["service"] == "parcels"
    engine.profile("bright_pattern", name="shop")
    shop = Channel("shop", partition=1)
    engine.hear(shop, shop.message("s"))
    with pytest.raises(NotOfTheService):
        say(engine, engine.open_case(profile="shop"), "delivered")


@pytest.mark.requirement("B-25")
def test_a_case_type_may_be_for_some_services_only(engine: Engine, case: Case) -> None:
    define(engine, "case_type", "loss", services=["parcels"])
    define(engine, "case_type", "dispute", services=["bills"])
    engine.do(SetCaseType(case_id=case.id, case_type="loss"))
    with pytest.raises(NotOfTheService):
        engine.do(SetCaseType(case_id=case.id, case_type="dispute"))


def test_only_what_is_defined_can_be_said(engine: Engine, case: Case) -> None:
    with pytest.raises(UnknownDefinition):
        say(engine, case, "vanished")
    define(engine, "disposition", "solved", active=False)
    with pytest.raises(InactiveDefinition):
        say(engine, case, "solved")


def test_a_final_or_merged_case_takes_none(engine: Engine, case: Case) -> None:
    other = engine.cases()[1]
    engine.do(MergeCases(case_id=other.id, into_id=case.id))
    with pytest.raises(CaseIsMerged):
        say(engine, other, "solved")
    engine.do(CloseCase(case_id=case.id))
    with pytest.raises(CaseIsFinal):
        say(engine, case, "solved")
