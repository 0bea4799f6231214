"""Why nobody can tell which message an answer answers."""

from __future__ import annotations

from domain.errors import Rejection


class ReplyTargetRequired(Rejection):
    """By the case's policy a person chooses the message that he answers (B-28)."""

    code = "reply_target_required"


class NotInThisCase(Rejection):
    """The chosen message is not one of the case, nor of those merged into it."""

    code = "not_in_this_case"


class SeveralAuthors(Rejection):
    """`authors` wrote what the case holds; a message of one of them has to be chosen."""

    code = "several_authors"


class NobodyToAnswer(Rejection):
    """The case belongs to no customer and holds no mention yet."""

    code = "nobody_to_answer"
