"""Opens the deployment that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bootstrap import settings
from bootstrap.logs import configure
from bootstrap.wiring import Deployment


@contextmanager
def deployment() -> Iterator[Deployment]:
    """Raises SettingsError; the parts raise NoServerError and SchemaError when they are used."""
    read = settings.load()
    configure(read.log_level)
    with Deployment(read) as opened:
        yield opened
