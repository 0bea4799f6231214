"""Why somebody may not do or see something."""

from __future__ import annotations

from domain.errors import Rejection


class CannotHoldCases(Rejection):
    """The roles of this person are not to work cases, so none is given to him."""

    code = "cannot_hold_cases"


class NotPermitted(Rejection):
    """`needed` is the permission that `actor` lacks for `command`."""

    code = "not_permitted"
