"""Why something could not be done with a message."""

from __future__ import annotations

from domain.errors import Rejection


class MessageNotParked(Rejection):
    """Only a parked message can be escalated; `place` says where this one is."""

    code = "message_not_parked"


class UnknownMessage(Rejection):
    """No such message."""

    code = "unknown_message"
