"""From what pydantic found to pairs of field and problem, in the words of a policy's author."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.policy.block import Contradiction

WORDS = {
    "extra_forbidden": "is not a field of {what}",
    "missing": "is required",
    "model_type": "must be a block of fields",
    "model_attributes_type": "must be a block of fields",
}


def problems_in(refused: ValidationError, what: str = "a policy") -> tuple[tuple[str, str], ...]:
    """`what` is the kind of document that was refused."""
    return tuple(_problem(error, what) for error in refused.errors(include_url=False))


def _problem(error: ErrorDetails, what: str) -> tuple[str, str]:
    cause = error.get("ctx", {}).get("error")
    place = [str(part) for part in error["loc"] if not _names_a_choice(part)]
    if isinstance(cause, Contradiction):
        return ".".join([*place, cause.field]), cause.problem
    if cause is not None:
        return ".".join(place) or "document", str(cause)
    problem = WORDS.get(error["type"], _lower(error["msg"])).replace("{what}", what)
    return ".".join(place) or "document", problem


def _names_a_choice(part: str | int) -> bool:
    """Pydantic adds which member of a union it tried, such as tuple[str, ...]."""
    return isinstance(part, str) and "[" in part


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
