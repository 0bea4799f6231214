"""Why a conversation refused a case."""

from __future__ import annotations

from domain.errors import Rejection


class AnotherCaseIsOpen(Rejection):
    """The policy allows one open case per customer and profile, and `number` is open (E-09)."""

    code = "another_case_is_open"
