"""Why a case could not be taken."""

from __future__ import annotations

from domain.errors import Rejection


class CaseAlreadyTaken(Rejection):
    """Somebody else has it; whoever may give it to another can do so."""

    code = "case_already_taken"


class NotNext(Rejection):
    """The queue gives out only its next case, and this is not it. Which one is stays unsaid."""

    code = "not_next"


class QueueIsEmpty(Rejection):
    """No case waits in the queue."""

    code = "queue_is_empty"


class NotOfTheQueue(Rejection):
    """Only members of the queue's groups take its cases."""

    code = "not_of_the_queue"


class OnlyAgentsTake(Rejection):
    """A case is taken by an agent; others give it to one."""

    code = "only_agents_take"
