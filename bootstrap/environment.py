"""Settings as the environment of a child process, so that it works with exactly ours."""

from __future__ import annotations

import os
from datetime import timedelta

from pydantic import SecretStr

from bootstrap.durations import written
from bootstrap.settings import FOR_TESTS, PREFIX, Settings, variable


def environment_of(settings: Settings) -> dict[str, str]:
    """Our own environment with these settings in place of whatever it says about them."""
    others = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(PREFIX) or name.startswith(FOR_TESTS)
    }
    given = {
        variable(field): _text(value)
        for field in Settings.model_fields
        if (value := getattr(settings, field)) is not None
    }
    return others | given


def _text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return written(value) if isinstance(value, timedelta) else str(value)
