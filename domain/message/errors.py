"""Why something could not be done with a message."""

from __future__ import annotations

from domain.errors import Rejection


class MessageNotParked(Rejection):
    """Only a parked message can be escalated; `place` says where this one is."""

    code = "message_not_parked"


class UnknownMessage(Rejection):
    """No such message."""

    code = "unknown_message"


class MessageAlreadyThere(Rejection):
    code = "message_already_there"


class MessageNotInCase(Rejection):
    """`place` says where it is."""

    code = "message_not_in_case"


class MessageNotSilent(Rejection):
    """Only what was added to its case without changing it can be promoted, and once."""

    code = "message_not_silent"


class MessageCannotMove(Rejection):
    """An alias of an answer of ours has no place of its own."""

    code = "message_cannot_move"


class OwnAnswerStays(Rejection):
    """An answer of ours belongs to a case: it can be moved to another, not be without one."""

    code = "own_answer_stays"
