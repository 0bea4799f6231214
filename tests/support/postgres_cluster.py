"""One throw-away PostgreSQL server of any version, also where the tests run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg

from bootstrap.embedded.postgres import library
from bootstrap.embedded.processes import end, free_port, spawn, wait_for

_RELAXED = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Cluster:
    """The server listens on a Unix socket in its folder and, with `tcp`, on 127.0.0.1 too.

    It ends with us, even when we are killed. `durable=False` gives up safety for speed.
    """

    def __init__(
        self,
        programs: Path,
        *,
        folder: Path | None = None,
        tcp: bool = False,
        durable: bool = False,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.port = free_port() if tcp else 5432
        self._tcp = tcp
        self._programs = programs
        self._made = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="caseledger-pg-"))
        self._user = _unprivileged()
        self._settings = ({} if durable else _RELAXED) | (settings or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.remove()

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def url(self, database: str = "postgres") -> str:
        """An address in the form that settings take: through TCP where the server has it."""
        if self._tcp:
            return f"postgresql://postgres@127.0.0.1:{self.port}/{quote(database)}"
        return f"postgresql://postgres@/{quote(database)}?host={quote(str(self.folder), safe='')}"

    def start(self) -> Self:
        data = self.folder / "data"
        if not (data / "PG_VERSION").exists():
            self._make(data)
        addresses = "127.0.0.1" if self._tcp else ""
        settings = {
            "listen_addresses": addresses,
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
        } | self._settings
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self._programs / "postgres"), "-D", str(data), *options]
        self._process = spawn(command, log=self.log, user=self._user)
        try:
            wait_for(self._answers, self._process, what="PostgreSQL", within=60)
        except Exception:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        """End it as an administrator does who waits for nobody."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            end(self._process)
            self._process = None

    def kill(self) -> None:
        """End it as a power cut does: no checkpoint, no farewell to clients."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def remove(self) -> None:
        self.stop()
        if self._made:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self, data: Path) -> None:
        if self._user is not None:
            os.chown(self.folder, pwd.getpwnam(self._user).pw_uid, -1)
            _let_others_reach(self._programs)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self._run(["initdb", *options, "-U", "postgres", "-D", str(data)])

    def _run(self, command: Sequence[str]) -> None:
        program, *rest = command
        subprocess.run(
            [str(self._programs / program), *rest],
            check=True,
            capture_output=True,
            text=True,
            user=self._user,
            cwd=self.folder,
        )

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def embedded_programs() -> Path:
    """The programs of the embedded server's version."""
    return Path(library().postgres_server.POSTGRES_VERSIONS[18])


def _unprivileged() -> str | None:
    """PostgreSQL refuses root, so root lends the work to somebody; others work as themselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "pgserver", "nobody") if name in known)


def _let_others_reach(folder: Path) -> None:
    for parent in (folder, *folder.parents):
        mode = parent.stat().st_mode
        if mode & 0o055 != 0o055:
            parent.chmod(mode | 0o055)
