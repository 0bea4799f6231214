"""Opening a case by hand, and what can be said of one without moving it."""

from __future__ import annotations

from typing import Any

from application.handling.custom_fields import must_be_filled, must_fit
from application.handling.grounds import ground_of
from application.handling.naming import must_know, must_know_agent, must_know_labels
from application.opening import Beginning, open_case
from application.unit import Unit
from domain.case.aggregate import Case, visible
from domain.case.commands import AddNote, AssignCase, OpenCase, RecordSurvey, UpdateCase
from domain.case.errors import NothingToChange
from domain.case.filing import must_say_what_it_is, must_take_note_now
from domain.permissions import ASSIGN
from domain.survey.aggregate import SurveyToken
from domain.survey.events import SurveyTokenIssued
from domain.team.errors import NotPermitted
from domain.team.person import bare, id_of

Facts = dict[str, Any]


def open_by_hand(command: OpenCase, unit: Unit, _: int | None) -> Facts:
    """Raises FieldRequired, NoteAfterCreation, UnknownDefinition, and what `ground_of` does."""
    case = unit.new_case()
    ground = ground_of(command, case, unit)
    given = {"topic": command.topic, "title": command.title, "priority": command.priority}
    must_say_what_it_is(ground.bound.policy, given)
    must_take_note_now(ground.bound.policy, command.note)
    must_know(unit, "topic", command.topic, field="topic")
    must_know_agent(unit, command.assignee, field="assignee")
    must_know(unit, "group", command.group, field="group")
    must_know_labels(unit, command.labels)
    begin = Beginning(
        number=unit.number_for(case),
        origin="manual",
        profile_id=ground.profile_id,
        customer_id=ground.customer_id,
        channel=ground.channel,
        slot=ground.slot,
        group=command.group or ground.group,
        assignee=command.assignee,
        priority=command.priority or "normal",
        labels=tuple(dict.fromkeys(command.labels)),
        fields=command.fields,
        title=command.title,
    )
    entering = unit.adapting.entering(ground.bound, begin.profile_id, unit)
    open_case(case, ground.conversation, entering, begin, cause=unit.cause)
    must_fit(case, command.fields, unit)
    must_be_filled(case, "opened", unit)
    if command.topic is not None:
        case.file_under(visible(command.topic, "topic"), cause=unit.cause)
    if command.note is not None:
        case.note(unit.ids.made_by(unit.command_id, "note"), command.note, cause=unit.cause)
    return facts_of(case)


def add_note(command: AddNote, unit: Unit, expected_version: int | None) -> Facts:
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    note_id = unit.ids.made_by(unit.command_id, "note")
    case.note(note_id, command.text, cause=unit.cause)
    return facts_of(case) | {"note_id": str(note_id)}


def assign(command: AssignCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises NothingToChange when the command names neither assignee nor group."""
    if command.assignee is None and command.group is None and not command.clear:
        raise NothingToChange(field="assignee, group or clear")
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    must_know_agent(unit, command.assignee, field="assignee")
    must_know(unit, "group", command.group, field="group")
    if command.group is not None:
        case.give_to_group(command.group, cause=unit.cause)
    if command.clear:
        _must_be_free_to_clear(case, unit)
        case.clear_assignee(cause=unit.cause)
    elif command.assignee is not None:
        case.assign(command.assignee, cause=unit.cause)
    return facts_of(case)


def _must_be_free_to_clear(case: Case, unit: Unit) -> None:
    """An agent gives his own case back; who takes it from others assigns (E-43)."""
    own = case.assignee is None or bare(case.assignee) == id_of(unit.cause.actor)
    if not own and ASSIGN not in unit.may:
        raise NotPermitted(actor=unit.cause.actor, command="AssignCase", needed=ASSIGN)


def update(command: UpdateCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises NothingToChange, CaseIsFinal, UnknownDefinition, InactiveDefinition, and what
    `must_fit` does."""
    if command == UpdateCase(case_id=command.case_id):
        raise NothingToChange(field="title, priority, sentiment, topic, labels or fields")
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.must_not_be_final()
    if command.title is not None:
        case.retitle(command.title, cause=unit.cause)
    if command.priority is not None:
        case.prioritise(command.priority, cause=unit.cause)
    if command.sentiment is not None:
        case.feel(command.sentiment, cause=unit.cause)
    if command.topic is not None:
        must_know(unit, "topic", command.topic, field="topic")
        case.file_under(visible(command.topic, "topic"), cause=unit.cause)
    must_know_labels(unit, command.add_labels)
    case.label(command.add_labels, command.remove_labels, cause=unit.cause)
    must_fit(case, command.fields, unit)
    case.set_fields(command.fields, cause=unit.cause)
    return facts_of(case)


def record_survey(command: RecordSurvey, unit: Unit, expected_version: int | None) -> Facts:
    """Raises SurveyTokenTaken."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    survey_id = case.record_survey(command.kind, cause=unit.cause)
    if command.token is not None:
        issued = SurveyTokenIssued(command.token, survey_id, case.id)
        token = unit.get(SurveyToken, unit.ids.survey_token(command.token))
        token.issue(issued, cause=unit.cause)
    return facts_of(case) | {"survey_id": survey_id}


def facts_of(case: Case) -> Facts:
    return {
        "case_id": str(case.id),
        "number": case.number,
        "status": case.status,
        "version": case.version,
    }
