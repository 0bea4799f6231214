"""Where the database and the broker are: the ones that are set, else the embedded ones that run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bootstrap.embedded.running import Kind, RunningServers
from bootstrap.settings import Settings, variable

DEMO = "demo"
"""The demo keeps its servers in a folder of this name under the home folder."""

_NAMES: dict[Kind, tuple[str, str]] = {
    "database": ("database", variable("database_url")),
    "kafka": ("broker", variable("kafka")),
}


class NoServerError(Exception):
    """No server is known; the message says in one sentence what to do."""


def database_address(settings: Settings) -> str:
    """Raises NoServerError."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return _running(settings, "database")


def kafka_address(settings: Settings) -> str:
    """Raises NoServerError."""
    return settings.kafka if settings.kafka is not None else _running(settings, "kafka")


def kafka_connection(settings: Settings) -> dict[str, Any]:
    """What every client of the broker shares, in kafka-python's words. Raises NoServerError."""
    servers = [each.strip() for each in kafka_address(settings).split(",")]
    password = settings.kafka_sasl_password
    cafile = settings.kafka_ssl_cafile
    given = {
        "bootstrap_servers": servers,
        "security_protocol": settings.kafka_security_protocol,
        "sasl_mechanism": settings.kafka_sasl_mechanism,
        "sasl_plain_username": settings.kafka_sasl_username,
        "sasl_plain_password": password.get_secret_value() if password is not None else None,
        "ssl_cafile": str(cafile) if cafile is not None else None,
    }
    return {name: value for name, value in given.items() if value is not None}


def homes(settings: Settings) -> Iterator[Path]:
    """The folders where embedded servers may have been announced."""
    yield settings.home
    yield settings.home / DEMO


def _running(settings: Settings, kind: Kind) -> str:
    for home in homes(settings):
        found = RunningServers(home).find(kind)
        if found is not None:
            return found
    what, name = _NAMES[kind]
    raise NoServerError(
        f"{what}: none runs under {settings.home}; start `caseledger up` or `make demo` in another"
        f" terminal, or set {name}"
    )
