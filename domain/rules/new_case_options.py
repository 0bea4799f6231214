"""What a click on "+" or on a contact offers: a new case, a child, with or without a call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.policy.document import Policy
from domain.rules.reach import Reach, takes_children

ContactKind = Literal["email", "phone", "user", "plus"]
NUMBER = re.compile(r"\+?[\d\s()./-]{5,}")


class Option(msgspec.Struct, frozen=True):
    """`case` is what is made; `call` whether it begins with an outgoing call."""

    case: Literal["new", "child"]
    call: bool = False


NEW, CHILD = Option("new"), Option("child")
NEW_CALL, CHILD_CALL = Option("new", call=True), Option("child", call=True)


def kind_of_contact(contact: str | None) -> ContactKind:
    """None is "+": nobody was clicked on, so the agent says himself whom he means (D-48)."""
    if contact is None:
        return "plus"
    if "@" in contact.strip().lstrip("@"):
        return "email"
    return "phone" if NUMBER.fullmatch(contact.strip()) else "user"


def may_get_child(
    contact: ContactKind, *, is_child: bool, merged: bool, policy: Policy, reaches: Iterable[Reach]
) -> bool:
    """Not on a child (D-16), and only where something takes a child for this contact (D-50)."""
    if is_child or merged or "parent_child" not in policy.link.kinds:
        return False
    return any(takes_children(each, policy) and each.fits(contact) for each in reaches)


def options_for(
    contact: ContactKind, *, child_allowed: bool, telephony: bool
) -> tuple[Option, ...]:
    """In the order of the window; one option is no choice, so no window opens (D-16, D-50)."""
    if not child_allowed:
        return (NEW,)
    if contact == "phone" and telephony:
        return (NEW_CALL, CHILD_CALL, NEW, CHILD)
    return (NEW, CHILD)
