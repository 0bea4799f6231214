"""Why a case could not move as it was asked to."""

from __future__ import annotations

from domain.errors import Rejection


class TransitionNotAllowed(Rejection):
    """`allowed` names the stages that the case may go to from where it is."""

    code = "transition_not_allowed"


class FieldRequired(Rejection):
    """The stage wants `field` to have a value before a case comes to it."""

    code = "field_required"


class ProcessDoesNotFit(Rejection):
    """`missing` are stages that are no statuses of the case: it would be stranded there."""

    code = "process_does_not_fit"


class NoProcess(Rejection):
    """The case follows no process, so there is no next stage."""

    code = "no_process"


class NoNextStage(Rejection):
    code = "no_next_stage"
