"""Policy documents as people write them: YAML 1.2 with one block, `case_policy`."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from domain.policy.document import Policy, checked
from domain.policy.errors import InvalidPolicy

LARGEST = 65_536


def load_yaml(text: str) -> Policy:
    """Raises InvalidPolicy. A field given twice is refused, not overwritten."""
    if len(text) > LARGEST:
        raise refused("document", f"is longer than {LARGEST} characters")
    document = _read(text)
    if not isinstance(document, dict) or list(document) != ["case_policy"]:
        raise refused("document", "must be one block named case_policy")
    return checked(document["case_policy"])


def read_block(text: str, *, largest: int = LARGEST) -> dict[str, Any]:
    """One block of fields. Raises InvalidPolicy for what is no YAML, or something else."""
    if len(text) > largest:
        raise refused("document", f"is longer than {largest} characters")
    document = _read(text)
    if not isinstance(document, dict) or not all(isinstance(key, str) for key in document):
        raise refused("document", "must be one block of fields")
    return document


def _read(text: str) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(text)
    except DuplicateKeyError as twice:
        raise refused("document", f"{twice.problem}{_line(twice)}") from None
    except MarkedYAMLError as broken:
        raise refused("document", f"is not YAML: {broken.problem}{_line(broken)}") from None
    except (YAMLError, ValueError, RecursionError) as broken:
        problem = " ".join(str(broken).split())
        raise refused("document", f"is not YAML: {problem}") from None


def _line(error: MarkedYAMLError) -> str:
    return f" (line {error.problem_mark.line + 1})" if error.problem_mark is not None else ""


def refused(field: str, problem: str) -> InvalidPolicy:
    return InvalidPolicy(field=field, problem=problem, problems=((field, problem),))
