"""Why a case is not followed up."""

from __future__ import annotations

from domain.errors import Rejection


class CaseIsOpen(Rejection):
    """An open case takes further mails itself; only a settled one is followed by another case."""

    code = "case_is_open"


class FollowUpNotAllowed(Rejection):
    """The case's policy lets nobody follow it up by command."""

    code = "follow_up_not_allowed"
