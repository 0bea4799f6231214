"""What a page offers when an agent turns to somebody: the window's options, and from where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from application.definitions.adapting import Adapting
from application.definitions.book import DefinitionBook
from application.kinds import OtherKind
from application.looking.streams import Streams
from application.policies.book import PolicyBook
from application.reaching import reaches
from domain.case.aggregate import Case
from domain.case.errors import UnknownCase
from domain.conversation.aggregate import Conversation
from domain.identity import Namespace
from domain.policy.document import Policy
from domain.profile.aggregate import Profile
from domain.profile.events import ProfileRegistered
from domain.rules.new_case_options import (
    ContactKind,
    Option,
    kind_of_contact,
    may_get_child,
    options_for,
)
from domain.rules.reach import Reach, takes_children
from domain.rules.send_from import send_from
from domain.team.sending import Sending


class Offered(msgspec.Struct, frozen=True):
    """`profile` is what "Send from" is preset to; None when nothing reaches the contact."""

    case: str
    call: bool
    profile: str | None


class NewCaseOffer(msgspec.Struct, frozen=True):
    """`user` is filled in; None leaves it to the agent (D-48). Without a `window` the only option
    is carried out at once (D-16, D-50)."""

    contact: ContactKind
    user: str | None
    window: bool
    options: list[Offered]


def known_case(streams: Streams, case_id: UUID) -> Case:
    """Raises UnknownCase."""
    try:
        case = streams.get(Case, case_id)
    except OtherKind:
        raise UnknownCase(case_id=case_id) from None
    if not case.version:
        raise UnknownCase(case_id=case_id)
    return case


def offer(
    streams: Streams, ids: Namespace, case: Case, contact: str | None, agent: str | None
) -> NewCaseOffer:
    definitions = DefinitionBook(ids)
    policy = Adapting(PolicyBook(ids), definitions).bound_of(case, streams).policy
    found = reaches(_profiles(streams), definitions, streams)
    kind = kind_of_contact(contact)
    allowed = may_get_child(
        kind,
        is_child=case.parent_id is not None,
        merged=case.merged_into is not None,
        policy=policy,
        reaches=found,
    )
    telephony = any(each.telephony and takes_children(each, policy) for each in found)
    options = options_for(kind, child_allowed=allowed, telephony=telephony)
    presetting = _Presetting(streams, ids, contact, agent)
    offered = [
        Offered(each.case, each.call, presetting.of(found, each, policy)) for each in options
    ]
    return NewCaseOffer(kind, contact, len(options) > 1, offered)


class _Presetting:
    """Chooses "Send from" as the command would."""

    def __init__(
        self, streams: Streams, ids: Namespace, contact: str | None, agent: str | None
    ) -> None:
        self._streams = streams
        self._ids = ids
        self._contact = contact
        self._last = streams.get(Sending, ids.sending(agent)).last if agent is not None else None

    def of(self, found: Sequence[Reach], option: Option, policy: Policy) -> str | None:
        fit = [each for each in found if _carries(option, each, policy)]
        known = [each.profile_id for each in fit if self._knows(each)]
        kind = kind_of_contact(self._contact)
        chosen = send_from(fit, kind, known_at=known, last_used=self._last)
        return chosen.profile_id if chosen is not None else None

    def _knows(self, reach: Reach) -> bool:
        if self._contact is None:
            return False
        pair = self._ids.conversation(reach.profile_id, self._contact)
        return self._streams.get(Conversation, pair).version > 0


def _carries(option: Option, reach: Reach, policy: Policy) -> bool:
    able = takes_children(reach, policy) if option.case == "child" else reach.can_initiate
    return able and (reach.telephony or not option.call)


def _profiles(streams: Streams) -> Iterator[Profile]:
    for at in streams.all_of(ProfileRegistered.TOPIC):
        yield streams.get(Profile, at.recorded.originator_id)
