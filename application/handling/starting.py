"""Turning to somebody first, with a case of its own."""

from __future__ import annotations

from application.handling.cases import Facts, facts_of, open_by_hand
from application.handling.outgoing import request_call, sender_of
from application.unit import Unit
from domain.case.commands import OpenCase
from domain.case.starting_commands import StartCase
from domain.case.starting_errors import NobodyNamed


def start(command: StartCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises UnknownCase, NobodyNamed, and what `sender_of`, `open_by_hand` and `request_call`
    do."""
    customer = command.customer_id
    if command.from_id is not None:
        page = unit.case(command.from_id)
        page.must_be_at(expected_version)
        customer = customer or page.customer_id
    if not customer:
        raise NobodyNamed(field="customer")
    sender = sender_of(
        command.profile_id, customer, lambda reach: reach.can_initiate, unit, call=command.call
    )
    opening = OpenCase(
        profile_id=sender.profile_id, customer_id=customer, title=command.title, note=command.note
    )
    open_by_hand(opening, unit, None)
    case = unit.new_case()
    if command.call:
        request_call(case, unit)
    return facts_of(case) | {"profile": sender.profile_id, "call": command.call}
