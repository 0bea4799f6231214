"""Why a case cannot move on to another version of its policy."""

from __future__ import annotations

from domain.errors import Rejection


class NoCounterpart(Rejection):
    """The policy has no status of this name, nor one of its category."""

    code = "no_counterpart"
