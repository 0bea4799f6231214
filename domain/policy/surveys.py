"""When a customer is asked how it was, and what the answer does to the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, PlainSerializer, StrictBool

from domain.policy.block import Block, Contradiction
from domain.policy.durations import Duration

Effect = Literal["reopen_clear", "close"]
LEVELS = {str(level): level for level in range(11)}


def _pairs(given: Any) -> Any:
    if not isinstance(given, Mapping):
        return given
    for level, effect in given.items():
        if str(level) not in LEVELS:
            raise Contradiction(str(level), "is no level of an answer; levels are 0 to 10")
        if effect not in get_args(Effect):
            raise Contradiction(str(level), "must be reopen_clear or close")
    return tuple(sorted((LEVELS[str(level)], effect) for level, effect in given.items()))


def _mapping(pairs: tuple[tuple[int, str], ...]) -> dict[str, str]:
    return {str(level): effect for level, effect in pairs}


# Pairs and not a dictionary, so that a policy is frozen all the way down.
Effects = Annotated[
    tuple[tuple[int, Effect], ...],
    BeforeValidator(_pairs),
    PlainSerializer(_mapping, return_type=dict[str, str]),
]


class Throttle(Block):
    window: Duration = timedelta(hours=24)
    scope: Literal["contact"] = "contact"


class Survey(Block):
    """`map`: level of the answer to what it does; a level that is not named does nothing."""

    on: Literal["none", "resolve"] = "none"
    first_close_only: StrictBool = True
    throttle: Throttle = Throttle()
    answer_routing: Literal["attach_to_original"] = "attach_to_original"
    map: Effects = ()
