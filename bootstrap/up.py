"""Everything in one command: servers where none are set, topics, and all roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from bootstrap.roles import ROLES
from bootstrap.servers import ready_servers
from bootstrap.settings import Settings
from bootstrap.supervisor import Supervisor


class Running(msgspec.Struct, frozen=True):
    """`settings` name the database and the broker that everything runs on."""

    settings: Settings
    roles: Supervisor


@contextmanager
def everything(
    settings: Settings, *, port: int | None = None, roles: Sequence[str] = ROLES
) -> Iterator[Running]:
    """Servers and roles, ready to work; ended in reverse order. Use it in the main thread.

    Raises EmbeddedServerError, SchemaError, BusAwayError, RoleEndedError, TimeoutError.
    """
    with ready_servers(settings, port=port) as ready, Supervisor(ready, roles) as supervisor:
        supervisor.wait_until_ready()
        yield Running(ready, supervisor)
