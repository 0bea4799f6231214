"""Settings as people may see them: the source of each value, and no secret."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from bootstrap.durations import written
from bootstrap.settings import EVALUATION_KEY, Settings, variable

MASK = "***"


@dataclass(frozen=True)
class Described:
    name: str
    value: str
    source: str
    masked: bool
    meaning: str
    warning: str | None = None


def describe(settings: Settings) -> list[Described]:
    """One line per setting, in the order of the declaration."""
    return list(_lines(settings))


def _lines(settings: Settings) -> Iterator[Described]:
    for field, info in Settings.model_fields.items():
        value = getattr(settings, field)
        name = variable(field)
        yield Described(
            name,
            _shown(field, value),
            "environment" if os.environ.get(name) else "default",
            isinstance(value, SecretStr),
            info.description or "",
            _warning(field, value),
        )


def _shown(field: str, value: object) -> str:
    if value is None:
        return ""
    if field == "database_url" and isinstance(value, SecretStr):
        return without_password(value.get_secret_value())
    if isinstance(value, SecretStr):
        return MASK
    return written(value) if isinstance(value, timedelta) else str(value)


def without_password(url: str) -> str:
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    name, colon, password = user.partition(":")
    if colon and password:
        user = name + ":" + MASK
    return urlunsplit(parts._replace(netloc=user + at + host))


def _warning(field: str, value: object) -> str | None:
    if field == "hash_key" and value == SecretStr(EVALUATION_KEY):
        return "this key is public; set one of your own before you take real messages"
    return None
