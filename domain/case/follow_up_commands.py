"""Going on with a matter whose case has ended."""

from __future__ import annotations

from uuid import UUID

import msgspec


class FollowUp(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Write to the customer of a settled case: his mail opens a case of its own (B-34, B-37).

    There is nothing before the mail is given to be sent: a draft makes no case. `in_reply_to` is
    the customer's message in the settled case that it relates to (B-28).
    """

    case_id: UUID
    text: str
    in_reply_to: UUID | None = None
