"""Why a definition was refused, or what names one that is not there."""

from __future__ import annotations

from domain.errors import Rejection


class InvalidDefinition(Rejection):
    """`field` and `problem` tell of the first mistake, `problems` holds all of them as pairs."""

    code = "invalid_definition"


class UnknownKind(Rejection):
    code = "unknown_kind"


class UnknownDefinition(Rejection):
    """`kind` and `id` say what is not defined, `field` where it was named."""

    code = "unknown_definition"


class InactiveDefinition(Rejection):
    """It is defined and switched off: nothing new may name it."""

    code = "inactive_definition"


class DefinitionExists(Rejection):
    code = "definition_exists"
