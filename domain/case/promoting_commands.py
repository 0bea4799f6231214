"""What a person may ask about a message that changed nothing."""

from __future__ import annotations

from uuid import UUID

import msgspec


class PromoteMessage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Treat it as the customer's message now: the decision table is asked once."""

    message_id: UUID
