from __future__ import annotations

import pytest

from application.command_text import UnacceptableText
from domain.case.commands import AddNote, AssignCase, OpenCase, UpdateCase
from tests.support.controls import Engine
from tests.support.controls_channel import Channel


@pytest.fixture(autouse=True)
def heard(engine: Engine) -> None:
    engine.profile("builtin")
    care = Channel()
    engine.hear(care, care.message("1"))


def refused(engine: Engine, command: object) -> UnacceptableText:
    before = engine.store.position()
    with pytest.raises(UnacceptableText) as caught:
        engine.do(command)
    assert engine.store.position() == before, "a refusal leaves nothing behind"
    return caught.value


def test_names_have_an_end_because_an_index_row_has_one(engine: Engine) -> None:
    case_id = engine.open_case().id
    for command in (
        AssignCase(case_id=case_id, assignee="a" * 257),
        AssignCase(case_id=case_id, group="g" * 257),
        UpdateCase(case_id=case_id, add_labels=("fine", "l" * 257)),
    ):
        assert "256 characters" in str(refused(engine, command).facts["rule"])


@pytest.mark.parametrize("text", ["a\x00b", "half a \ud800 character"])
def test_text_that_no_table_holds_is_refused_everywhere(engine: Engine, text: str) -> None:
    case_id = engine.open_case().id
    assert refused(engine, AddNote(case_id=case_id, text=text)).facts["field"] == "text"
    command = UpdateCase(case_id=case_id, fields={"order": [text]})
    assert refused(engine, command).facts["field"] == "fields"


def test_a_customer_id_with_a_control_character_names_nobody(engine: Engine) -> None:
    command = OpenCase(profile_id="care", customer_id="bob\x1feve")
    assert refused(engine, command).facts["rule"] == "must not contain control characters"
    assert refused(engine, OpenCase(profile_id="care", customer_id="")).facts["rule"] == (
        "must not be empty"
    )


def test_a_note_may_have_lines(engine: Engine) -> None:
    engine.do(AddNote(case_id=engine.open_case().id, text="One line\nand\tanother"))
    newest = engine.store.read_log(after=engine.store.position() - 1)[-1].recorded
    assert newest.event.personal.text == "One line\nand\tanother"
