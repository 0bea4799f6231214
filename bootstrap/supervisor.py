"""Runs all roles as child processes, and says loudly when one of them ends by itself."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Self

import msgspec

from bootstrap.addresses import database_address
from bootstrap.database import open_engine
from bootstrap.embedded.processes import end, spawn
from bootstrap.environment import environment_of
from bootstrap.heartbeats import Heartbeat, heartbeats
from bootstrap.roles import ROLES
from bootstrap.settings import Settings

logger = logging.getLogger("caseledger.up")

LAST_LINES = 5
PATIENCE = 30.0
READY = frozenset({"consuming", "working", "relaying"})


class RoleEnded(msgspec.Struct, frozen=True):
    """`lines` are the last ones that it logged."""

    role: str
    status: int
    log: Path
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"role {self.role} ended with status {self.status}; see {self.log}"


class RoleEndedError(Exception):
    def __init__(self, ended: RoleEnded) -> None:
        super().__init__(str(ended))
        self.ended = ended


class Supervisor:
    """Start and stop it in the main thread: the kernel ends the roles with the thread that started
    them. Nothing is restarted: a role that ends by itself is somebody's business."""

    def __init__(
        self, settings: Settings, roles: Sequence[str] = ROLES, *, logs: Path | None = None
    ) -> None:
        """`settings` name a database and a broker. Each role logs to a file of its own."""
        self._settings = settings
        self._roles = roles
        self.logs = logs or settings.home / "logs"
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pids(self) -> dict[str, int]:
        return {role: child.pid for role, child in self._children.items()}

    def log_of(self, role: str) -> Path:
        return self.logs / f"{role}.log"

    def start(self) -> None:
        environment = environment_of(self._settings)
        for role in self._roles:
            self._children[role] = spawn(
                [sys.executable, "-m", "bootstrap.roles", role],
                log=self.log_of(role),
                environment=environment,
            )

    def wait_until_ready(self, *, within: float = 60.0) -> None:
        """Until each role has given a sign of work. Raises RoleEndedError, TimeoutError."""
        deadline = time.monotonic() + within
        engine = open_engine(database_address(self._settings), pool_size=1)
        try:
            while missing := self._not_ready(heartbeats(engine)):
                if (ended := self.ended()) is not None:
                    raise RoleEndedError(ended)
                if time.monotonic() > deadline:
                    raise TimeoutError(f"not ready after {within:.0f} s: {', '.join(missing)}")
                time.sleep(0.05)
        finally:
            engine.dispose()

    def _not_ready(self, beats: Sequence[Heartbeat]) -> list[str]:
        working = {(each.role, each.pid) for each in beats if each.state in READY}
        return [role for role, pid in self.pids.items() if (role, pid) not in working]

    def ended(self) -> RoleEnded | None:
        """The first role that has ended by itself."""
        for role, child in self._children.items():
            if child.poll() is not None:
                log = self.log_of(role)
                return RoleEnded(role, child.returncode, log, _last_lines(log))
        return None

    def watch(self, stop: Event) -> RoleEnded | None:
        """Until `stop` is set (None) or a role ends by itself."""
        while not stop.wait(0.2):
            if (ended := self.ended()) is not None:
                return ended
        return None

    def stop(self) -> None:
        """Let each finish what it has in hand."""
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            end(child, patience=PATIENCE)
        self._children.clear()


def _last_lines(log: Path) -> tuple[str, ...]:
    with log.open(encoding="utf-8", errors="replace") as lines:
        return tuple(line.rstrip() for line in deque(lines, maxlen=LAST_LINES))
