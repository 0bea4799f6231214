"""Which role is run by which function, found when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bootstrap.wiring import Deployment

Role = Callable[[Deployment], int]


def run(role: str, deployment: Deployment) -> int:
    """The exit status: 0 when it was told to stop."""
    function: Role = import_module(f"bootstrap.roles.{role}").run
    return function(deployment)
