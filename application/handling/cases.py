"""Opening a case by hand, and what can be said of one without moving it."""

from __future__ import annotations

from typing import Any

from application.handling.naming import must_know, must_know_agent
from application.opening import Beginning, open_case
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.commands import AddNote, AssignCase, OpenCase, RecordSurvey, UpdateCase
from domain.case.errors import NothingToChange
from domain.rules.slots import slot_by_hand
from domain.survey.aggregate import SurveyToken
from domain.survey.events import SurveyTokenIssued

Facts = dict[str, Any]


def open_by_hand(command: OpenCase, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownProfile, AnotherCaseIsOpen."""
    profile = unit.book.profile(unit, command.profile_id)
    assert profile.registered is not None
    conversation = unit.conversation(command.profile_id, command.customer_id)
    case, bound = unit.new_case(), unit.book.current(unit, profile)
    conversation.must_have_room(bound.policy.grouping.one_open_case)
    must_know_agent(unit, command.assignee, field="assignee")
    must_know(unit, "group", command.group, field="group")
    begin = Beginning(
        number=unit.number_for(case),
        origin="manual",
        profile_id=command.profile_id,
        customer_id=command.customer_id,
        channel=profile.registered.channel,
        slot=slot_by_hand(bound.policy, conversation, case.id),
        group=command.group or profile.registered.group,
        assignee=command.assignee,
        priority=command.priority,
        labels=tuple(dict.fromkeys(command.labels)),
        fields=command.fields,
        title=command.title,
    )
    entering = unit.adapting.entering(bound, begin.profile_id, unit)
    open_case(case, conversation, entering, begin, cause=unit.cause)
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
        case.clear_assignee(cause=unit.cause)
    elif command.assignee is not None:
        case.assign(command.assignee, cause=unit.cause)
    return facts_of(case)


def update(command: UpdateCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises NothingToChange, CaseIsFinal."""
    if command == UpdateCase(case_id=command.case_id):
        raise NothingToChange(field="title, priority, labels or fields")
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.must_not_be_final()
    if command.title is not None:
        case.retitle(command.title, cause=unit.cause)
    if command.priority is not None:
        case.prioritise(command.priority, cause=unit.cause)
    case.label(command.add_labels, command.remove_labels, cause=unit.cause)
    case.set_fields(command.fields, cause=unit.cause)
    return facts_of(case)


def record_survey(command: RecordSurvey, unit: Unit, expected_version: int | None) -> Facts:
    """Raises SurveyTokenTaken."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    survey_id = case.record_survey(command.kind, cause=unit.cause)
    token = command.token or unit.ids.made_by(unit.command_id, "survey").hex
    issued = SurveyTokenIssued(token, survey_id, case.id)
    unit.get(SurveyToken, unit.ids.survey_token(token)).issue(issued, cause=unit.cause)
    return facts_of(case) | {"survey_id": survey_id, "token": token}


def facts_of(case: Case) -> Facts:
    return {
        "case_id": str(case.id),
        "number": case.number,
        "status": case.status,
        "version": case.version,
    }
