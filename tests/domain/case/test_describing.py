from __future__ import annotations

from uuid import UUID

import pytest

from domain.case import events as e
from domain.case.aggregate import Case
from domain.case.errors import CaseIsFinal, EmptyText, StaleVersion
from domain.kernel import Event
from tests.domain.case.given import BOUND, CREATED, FINAL, opened
from tests.support.scenario import Scenario, by

ANN = by("agent:ann")
NOTE = UUID(int=9)


def test_a_new_case_begins_with_its_policy() -> None:
    Scenario(Case).when(lambda c: c.create(CREATED, BOUND, cause=ANN)).then(CREATED, BOUND)


def test_a_title_is_an_event_of_its_own_because_it_is_personal() -> None:
    case = Scenario(Case).when(lambda c: c.create(CREATED, BOUND, cause=ANN, title=" Late "))
    case.then(CREATED, BOUND, e.TitleChanged(e.TitleText("Late")))


def test_a_note_is_kept_without_surrounding_blanks() -> None:
    case = opened().when(lambda c: c.note(NOTE, " called him \n", cause=ANN))
    case.then(e.NoteAdded(NOTE, e.NoteText("called him")))


def test_a_note_has_a_visible_character() -> None:
    opened().when(lambda c: c.note(NOTE, " ", cause=ANN)).then_rejected(EmptyText, field="note")


@pytest.mark.parametrize("end", FINAL)
def test_a_final_case_takes_no_note(end: Event) -> None:
    opened().given(end).when(lambda c: c.note(NOTE, "x", cause=ANN)).then_rejected(CaseIsFinal)


def test_a_resolved_case_takes_notes() -> None:
    resolved = e.CaseResolved(1, "New", "Resolved", "resolved")
    case = opened().given(resolved).when(lambda c: c.note(NOTE, "x", cause=ANN))
    case.then(e.NoteAdded(NOTE, e.NoteText("x")))


def test_labels_come_and_go_once() -> None:
    case = opened().given(e.LabelAdded("vip"), e.LabelAdded("late"))
    case.when(lambda c: c.label(["vip", "parcel"], ["late", "never"], cause=ANN))
    case.then(e.LabelAdded("parcel"), e.LabelRemoved("late"))
    assert list(case.aggregate.labels) == ["vip", "parcel"]


def test_blanks_around_a_word_do_not_make_it_another() -> None:
    was = e.LabelAdded("vip"), e.AssigneeChanged("bea"), e.TitleChanged(e.TitleText("Late"))
    case = opened().given(*was, e.FieldSet("order", e.FieldValue("1")))

    def again(it: Case) -> None:
        it.label([" vip "], cause=ANN)
        it.assign("bea ", cause=ANN)
        it.retitle(" Late", cause=ANN)
        it.prioritise(" normal", cause=ANN)
        it.set_fields({" order": "1"}, cause=ANN)

    case.when(again).then()
    case.when(lambda c: c.label([], ["vip "], cause=ANN)).then(e.LabelRemoved("vip"))


def test_priority_and_title_change_only_to_something_else() -> None:
    case = opened().when(lambda c: c.prioritise("high", cause=ANN))
    case.then(e.PriorityChanged("high"))
    case = opened().when(lambda c: c.prioritise("normal", cause=ANN))
    case.then()
    title = e.TitleChanged(e.TitleText("Late"))
    opened().given(title).when(lambda c: c.retitle("Late", cause=ANN)).then()


def test_a_field_may_be_set_emptied_and_set_again() -> None:
    def field(value: object) -> e.FieldSet:
        return e.FieldSet("order", e.FieldValue(value))

    case = opened().when(lambda c: c.set_fields({"order": 7}, cause=ANN))
    case.then(field(7))
    opened().given(field(7)).when(lambda c: c.set_fields({"order": 7}, cause=ANN)).then()
    case = opened().given(field(7)).when(lambda c: c.set_fields({"order": None}, cause=ANN))
    case.then(field(None))
    opened().given(field(None)).when(lambda c: c.set_fields({"order": None}, cause=ANN)).then()


def test_a_field_that_was_never_set_can_be_set_to_nothing() -> None:
    case = opened().when(lambda c: c.set_fields({"order": None}, cause=ANN))
    case.then(e.FieldSet("order", e.FieldValue(None)))


def test_whoever_read_another_version_is_told_both() -> None:
    case = opened().when(lambda c: c.must_be_at(1))
    case.then_rejected(StaleVersion, expected=1, current=2)
    opened().when(lambda c: c.must_be_at(2)).then()
    opened().when(lambda c: c.must_be_at(None)).then()
