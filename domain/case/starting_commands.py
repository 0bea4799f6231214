"""What an agent may ask who turns to somebody first."""

from __future__ import annotations

from uuid import UUID

import msgspec


class StartCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Open a case of its own to somebody: on a child's page that is what "+" does (D-16).

    Without `customer_id` it is the customer of `from_id`; without `profile_id` the rule chooses.
    `from_id` leaves no trace: nothing is inherited or linked. `call` asks for an outgoing call.
    """

    customer_id: str | None = None
    from_id: UUID | None = None
    profile_id: str | None = None
    title: str | None = None
    note: str | None = None
    call: bool = False
