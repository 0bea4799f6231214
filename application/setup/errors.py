"""Why a setup was refused. Each names the place in the file."""

from __future__ import annotations

from domain.errors import Rejection


class InvalidSetup(Rejection):
    """`field` and `problem` tell of the first mistake, `problems` holds all of them as pairs."""

    code = "invalid_setup"


class SetupItemRefused(Rejection):
    """`rejection` says why what stands at `place` was refused; `done` items before it are there."""

    code = "setup_item_refused"


def invalid(field: str, problem: str) -> InvalidSetup:
    return InvalidSetup(field=field, problem=problem, problems=((field, problem),))
