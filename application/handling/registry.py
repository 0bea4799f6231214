"""Which function carries out which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from application.handling import (
    cases,
    children,
    configuration,
    definitions,
    lifecycle,
    messages,
)
from domain.case import commands as case
from domain.definition import commands as definition
from domain.policy import commands as policy
from domain.profile import commands as profile

Handler = Callable[..., dict[str, Any]]
"""(command, unit, expected version of the case) -> the outcome's facts."""

HANDLERS: dict[type, Handler] = {
    case.OpenCase: cases.open_by_hand,
    case.AnswerCase: messages.answer,
    case.AddNote: cases.add_note,
    case.AssignCase: cases.assign,
    case.UpdateCase: cases.update,
    case.RecordSurvey: cases.record_survey,
    case.ChangeStatus: lifecycle.change_status,
    case.ResolveCase: lifecycle.resolve,
    case.CloseCase: lifecycle.close,
    case.CancelCase: lifecycle.cancel,
    case.ReopenCase: lifecycle.reopen,
    case.EscalateMessage: messages.escalate,
    case.CreateChild: children.create,
    case.LinkChild: children.link,
    case.DetachChild: children.detach,
    profile.RegisterProfile: configuration.register_profile,
    profile.SetProfilePolicy: configuration.set_profile_policy,
    profile.SetAllowedLateness: configuration.set_allowed_lateness,
    policy.PublishPolicy: configuration.publish_policy,
    policy.AppointPolicy: configuration.appoint_policy,
    definition.Define: definitions.define,
}
