"""What every case has that an agent begins: where it goes out, and the call that it may ask for."""

from __future__ import annotations

from collections.abc import Callable

from application.handling.messages import by_command
from application.reaching import reaches
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.errors import ChannelCannotInitiate
from domain.case.events import MessageAttached
from domain.case.starting_errors import NoTelephony, NoWayToReach
from domain.conversation.aggregate import Conversation
from domain.message.aggregate import Message
from domain.message.authors import author_kind_of, must_be_one_of_us
from domain.message.events import MessageComposed, MessageContent
from domain.rules.new_case_options import kind_of_contact
from domain.rules.reach import Reach
from domain.rules.send_from import send_from
from domain.team.person import person_in
from domain.team.sending import Sending


def sender_of(
    profile_id: str | None,
    customer_id: str,
    able: Callable[[Reach], bool],
    unit: Unit,
    *,
    call: bool = False,
) -> Reach:
    """The profile that was named, or the one that the rule chooses; it is remembered.

    Raises UnknownProfile, ChannelCannotInitiate, NoTelephony, NoWayToReach.
    """
    if profile_id is not None:
        reach = _named(profile_id, able, unit)
    else:
        reach = _chosen(customer_id, able, unit, call=call)
    if call and not reach.telephony:
        raise NoTelephony(
            profile=reach.profile_id, channel=reach.channel, connector=reach.connector
        )
    if (agent := person_in(unit.cause.actor)) is not None:
        _sending(agent, unit).use(agent, reach.profile_id, cause=unit.cause)
    return reach


def request_call(case: Case, unit: Unit) -> None:
    """It is recorded as a message of ours, not made; the call's own record comes as its echo.

    Raises NotOneOfUs.
    """
    actor = unit.cause.actor
    must_be_one_of_us(actor)
    message = unit.get(Message, unit.ids.made_by(unit.command_id, "call"))
    message.compose(
        MessageComposed(
            profile_id=case.profile_id,
            customer_id=case.customer_id,
            channel=case.channel,
            kind="call",
            author_id=actor,
            personal=MessageContent(),
            case_id=case.id,
        ),
        cause=unit.cause,
    )
    decision = by_command(case, "none", "call", None)
    attached = MessageAttached(message.id, "out", author_kind_of(actor), actor, decision)
    case.attach(attached, cause=unit.cause)


def _named(profile_id: str, able: Callable[[Reach], bool], unit: Unit) -> Reach:
    profile = unit.book.profile(unit, profile_id)
    (reach,) = reaches([profile], unit.definitions, unit)
    if not able(reach):
        raise ChannelCannotInitiate(
            profile=reach.profile_id, channel=reach.channel, connector=reach.connector
        )
    return reach


def _chosen(customer_id: str, able: Callable[[Reach], bool], unit: Unit, *, call: bool) -> Reach:
    every = reaches(unit.profiles(), unit.definitions, unit)
    fit = [each for each in every if able(each) and (each.telephony or not call)]
    agent = person_in(unit.cause.actor)
    reach = send_from(
        fit,
        kind_of_contact(customer_id),
        known_at=[each.profile_id for each in fit if _is_known(customer_id, each, unit)],
        last_used=_sending(agent, unit).last if agent is not None else None,
    )
    if reach is None:
        raise NoWayToReach(customer=customer_id)
    return reach


def _is_known(customer_id: str, reach: Reach, unit: Unit) -> bool:
    pair = unit.ids.conversation(reach.profile_id, customer_id)
    return unit.get(Conversation, pair).version > 0


def _sending(agent: str, unit: Unit) -> Sending:
    return unit.get(Sending, unit.ids.sending(agent))
