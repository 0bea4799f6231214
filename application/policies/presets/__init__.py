"""The policies that come with Caseledger, as documents that a person can read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from application.policies.reading import load_yaml
from domain.policy.document import Policy
from domain.policy.errors import UnknownPreset

PRESETS: tuple[str, ...] = ("deskie", "qualtrics", "emplifi", "creatio", "bright_pattern")
BUILTIN = "builtin"
SHIPPED: tuple[str, ...] = (*PRESETS, BUILTIN)


@cache
def preset(name: str) -> Policy:
    """One of SHIPPED. Raises UnknownPreset."""
    return load_yaml(preset_text(name))


def preset_text(name: str) -> str:
    """The document as it is written, comments and all. Raises UnknownPreset."""
    if name not in SHIPPED:
        raise UnknownPreset(name=name, known=", ".join(SHIPPED))
    return files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
