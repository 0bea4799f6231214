"""Following a settled case up: mail, new case and both links in one transaction."""

from __future__ import annotations

from uuid import UUID

from application import following
from application.handling.cases import Facts, facts_of
from application.handling.contents import contents_of, live_case
from application.handling.messages import write
from application.handling.replying import Addressee
from application.locking import work_under_lock
from application.opening import Beginning, open_case
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.follow_up_commands import FollowUp
from domain.message.authors import must_be_one_of_us
from domain.message.errors import MessageNotInCase
from domain.rules.slots import slot_of_follow_up


def follow_up(command: FollowUp, unit: Unit, expected_version: int | None) -> Facts:
    """The new case is of the same customer and begins under the profile's policy of today; whether
    there may be one is said by the policy of the original.

    Raises NotOneOfUs, CaseIsMerged, CaseIsOpen, FollowUpNotAllowed, MessageNotInCase,
    LockedByAnother, EmptyText, AnotherCaseIsOpen.
    """
    must_be_one_of_us(unit.cause.actor)
    original = unit.case(command.case_id)
    original.must_be_at(expected_version)
    original.must_be_able_to_be_followed(unit.policy_of(original))
    related = _related(original, command.in_reply_to, unit)
    work_under_lock(original, related, unit)
    case = _opened(original, unit)
    to = Addressee(case.profile_id, case.customer_id, case.channel, related)
    message = write(case, command.text, to, "none", None, unit)
    following.link(case, original, cause=unit.cause)
    return facts_of(case) | {
        "message_id": str(message.id),
        "delivery": "not sent yet",
        "follow_up_of": original.number,
    }


def _related(original: Case, chosen: UUID | None, unit: Unit) -> UUID | None:
    """The chosen mail, which the original shows; else the customer's newest in it, if any."""
    if chosen is None:
        theirs = [each for each, held in contents_of(original, unit).items() if held.from_customer]
        return theirs[-1] if theirs else None
    message = unit.message(chosen)
    if message.case_id is None or live_case(message.case_id, unit) is not original:
        raise MessageNotInCase(message_id=message.id, place=message.place or "an alias")
    return chosen


def _opened(original: Case, unit: Unit) -> Case:
    profile = unit.book.profile(unit, original.profile_id)
    bound, conversation = unit.book.current(unit, profile), unit.conversation_of(original)
    conversation.must_have_room(bound.policy.grouping.one_open_case)
    case = unit.new_case()
    begin = Beginning(
        number=unit.number_for(case),
        origin="follow_up",
        profile_id=original.profile_id,
        customer_id=original.customer_id,
        channel=original.channel,
        slot=slot_of_follow_up(bound.policy, conversation, original.id, original.slot, case.id),
    )
    begin = following.taking_over(begin, original, bound.policy.followup)
    entering = unit.adapting.entering(bound, begin.profile_id, unit)
    open_case(case, conversation, entering, begin, cause=unit.cause)
    return case
