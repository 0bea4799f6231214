"""Why somebody may not do or see something."""

from __future__ import annotations

from domain.errors import Rejection


class NotPermitted(Rejection):
    """`needed` is the permission that `actor` lacks for `command`."""

    code = "not_permitted"
