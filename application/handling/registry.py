"""Which function carries out which command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from application.handling import (
    articles,
    case_types,
    cases,
    children,
    configuration,
    contacts,
    definitions,
    deleting,
    dispositions,
    follow_ups,
    lifecycle,
    locks,
    merging,
    messages,
    moving,
    policies,
    promoting,
    queues,
    rebinding,
    starting,
    team,
)
from domain.article import commands as article
from domain.case import case_type_commands as case_type
from domain.case import commands as case
from domain.case import deleting_commands
from domain.case import disposition_commands as disposed
from domain.case import follow_up_commands as follow
from domain.case import merging_commands as places
from domain.case import promoting_commands as promote
from domain.case import queue_commands as queue
from domain.case import rebinding_commands as rebound
from domain.case import starting_commands as starts
from domain.contact import commands as contact
from domain.definition import commands as definition
from domain.lock import commands as lock
from domain.policy import commands as policy
from domain.profile import commands as profile
from domain.team import commands as people

Handler = Callable[..., dict[str, Any]]
"""(command, unit, expected version of the case) -> the outcome's facts."""

HANDLERS: dict[type, Handler] = {
    case.OpenCase: cases.open_by_hand,
    starts.StartCase: starting.start,
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
    article.AddArticle: articles.add,
    article.ChangeArticle: articles.change,
    article.LinkArticle: articles.link,
    article.UnlinkArticle: articles.unlink,
    queue.TakeCase: queues.take,
    queue.TakeNext: queues.take_next,
    queue.PutInQueue: queues.put_in_queue,
    case_type.SetCaseType: case_types.set_type,
    case_type.AdvanceCase: case_types.advance,
    case.CreateChild: children.create,
    case.LinkChild: children.link,
    case.DetachChild: children.detach,
    deleting_commands.DeleteCase: deleting.delete,
    deleting_commands.RestoreCase: deleting.restore,
    disposed.SetDisposition: dispositions.set_disposition,
    places.MergeCases: merging.merge,
    places.UnmergeCase: merging.unmerge,
    places.SplitCase: moving.split,
    places.MoveMessage: moving.move,
    promote.PromoteMessage: promoting.promote,
    places.DetachMessage: moving.detach,
    lock.LockMessage: locks.take,
    lock.ReleaseLock: locks.release,
    contact.AddContact: contacts.add,
    contact.ChangeContact: contacts.change,
    contact.JoinContacts: contacts.join,
    contact.SeparateContact: contacts.separate,
    follow.FollowUp: follow_ups.follow_up,
    profile.RegisterProfile: configuration.register_profile,
    profile.SetProfilePolicy: configuration.set_profile_policy,
    profile.SetAllowedLateness: configuration.set_allowed_lateness,
    profile.SetReplies: configuration.set_replies,
    policy.PublishPolicy: policies.publish_policy,
    policy.AppointPolicy: policies.appoint_policy,
    policy.UpgradePreset: policies.upgrade_preset,
    rebound.RebindCases: rebinding.rebind,
    definition.Define: definitions.define,
    people.SetAvailability: team.set_availability,
}
