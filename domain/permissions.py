"""Who may do what: what each command needs, and what each role may. One table for all entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.article import commands as article
from domain.case import case_type_commands as case_type
from domain.case import commands as case
from domain.case import deleting_commands as deleting
from domain.case import disposition_commands as disposed
from domain.case import follow_up_commands as follow
from domain.case import merging_commands as places
from domain.case import promoting_commands as promote
from domain.case import queue_commands as queue
from domain.case.rebinding_commands import RebindCases
from domain.case.starting_commands import StartCase
from domain.contact import commands as contact
from domain.definition.agent import Agent, Role
from domain.definition.commands import Define
from domain.lock import commands as lock
from domain.policy.commands import AppointPolicy, PublishPolicy, UpgradePreset
from domain.profile import commands as profile
from domain.team.commands import SetAvailability
from domain.team.errors import NotPermitted
from domain.team.person import bare, id_of

WORK, ASSIGN, CONFIGURE, SEE_ALL = "work", "assign", "configure", "see_all"
ESCALATE, BACKDATE, DELETE, IMPORT = "escalate", "backdate", "delete", "import"

ROLES: dict[Role, frozenset[str]] = {
    "publisher": frozenset(),
    "agent": frozenset({WORK}),
    "supervisor": frozenset({WORK, ASSIGN, SEE_ALL}),
    "analyst": frozenset({SEE_ALL}),
    "auditor": frozenset({SEE_ALL}),
    "administrator": frozenset({CONFIGURE, SEE_ALL}),
}
"""A publisher sends channel events to Kafka, where the broker decides who may; nothing else."""

EXTRA = frozenset({ESCALATE, BACKDATE, DELETE, IMPORT})
"""Given to single people besides their roles."""

EVERYTHING: frozenset[str] = frozenset().union(*ROLES.values()) | EXTRA


def works_cases(agent: Agent) -> bool:
    return any(WORK in ROLES[role] for role in agent.roles)


NEEDED: dict[type, tuple[str, ...]] = {
    case.OpenCase: (WORK,),
    StartCase: (WORK,),
    case.AnswerCase: (WORK,),
    case.AddNote: (WORK,),
    case.AssignCase: (WORK,),
    case.UpdateCase: (WORK,),
    case.RecordSurvey: (WORK,),
    case.ChangeStatus: (WORK,),
    case.ResolveCase: (WORK,),
    case.CloseCase: (WORK,),
    case.CancelCase: (WORK,),
    case.ReopenCase: (WORK,),
    case.EscalateMessage: (WORK, ESCALATE),
    follow.FollowUp: (WORK,),
    case.CreateChild: (WORK,),
    case.LinkChild: (WORK,),
    case.DetachChild: (WORK,),
    article.AddArticle: (WORK,),
    article.ChangeArticle: (WORK,),
    article.LinkArticle: (WORK,),
    article.UnlinkArticle: (WORK,),
    queue.TakeCase: (WORK,),
    queue.TakeNext: (WORK,),
    queue.PutInQueue: (WORK,),
    case_type.SetCaseType: (WORK,),
    case_type.AdvanceCase: (WORK,),
    deleting.DeleteCase: (DELETE,),
    deleting.RestoreCase: (DELETE,),
    disposed.SetDisposition: (WORK,),
    places.MergeCases: (WORK,),
    places.UnmergeCase: (WORK,),
    places.SplitCase: (WORK,),
    places.MoveMessage: (WORK,),
    promote.PromoteMessage: (WORK,),
    places.DetachMessage: (WORK,),
    lock.LockMessage: (WORK,),
    lock.ReleaseLock: (WORK,),
    contact.AddContact: (WORK,),
    contact.ChangeContact: (WORK,),
    contact.JoinContacts: (WORK,),
    contact.SeparateContact: (WORK,),
    SetAvailability: (WORK,),
    profile.RegisterProfile: (CONFIGURE,),
    profile.SetProfilePolicy: (CONFIGURE,),
    profile.SetAllowedLateness: (CONFIGURE,),
    profile.SetReplies: (CONFIGURE,),
    PublishPolicy: (CONFIGURE,),
    AppointPolicy: (CONFIGURE,),
    UpgradePreset: (CONFIGURE,),
    RebindCases: (CONFIGURE,),
    Define: (CONFIGURE,),
}
"""Besides, to name somebody else as assignee or as available, or to break his lock, needs `assign`
(E-43)."""

KINDS: dict[str, Role] = {
    "supervisor": "supervisor",
    "analyst": "analyst",
    "auditor": "auditor",
    "publisher": "publisher",
    "administrator": "administrator",
    "system": "administrator",
}
"""The role of an actor who is not defined, by his kind; every other kind is an agent."""


def granted(actor: str, definition: Agent | None, *, closed: bool) -> frozenset[str]:
    """What an actor may do. Whoever is defined has what his definition says and nothing else.

    Who is not defined may do everything until the first administrator is defined (`closed`): until
    then there is nobody who could give permissions. Afterwards his kind is his role.
    """
    if definition is not None:
        return of_definition(definition)
    if not closed:
        return EVERYTHING
    return ROLES[KINDS.get(actor.partition(":")[0], "agent")]


def of_definition(agent: Agent) -> frozenset[str]:
    """Nothing, when he is switched off."""
    if not agent.active:
        return frozenset()
    return frozenset(agent.permissions).union(*(ROLES[role] for role in agent.roles))


def must_be_permitted(command: Any, actor: str, may: frozenset[str]) -> None:
    """Raises NotPermitted. A command that the table does not name needs `configure`."""
    for needed in _needed(command, actor):
        if needed not in may:
            raise NotPermitted(actor=actor, command=type(command).__name__, needed=needed)


def _needed(command: Any, actor: str) -> Iterator[str]:
    yield from NEEDED.get(type(command), (CONFIGURE,))
    if isinstance(command, case.OpenCase | case.AssignCase):
        concerned = command.assignee
    else:
        concerned = command.agent if isinstance(command, SetAvailability) else None
    if concerned is not None and bare(concerned) != id_of(actor):
        yield ASSIGN
