"""A database on a file system of a few megabytes that can be filled and emptied."""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Self

import psycopg

from tests.support.postgres_cluster import Cluster

SIZE = "48m"
BLOCK = bytes(4096)


@cache
def can_mount() -> bool:
    with tempfile.TemporaryDirectory() as place:
        try:
            _mount(Path(place), "1m")
        except (OSError, subprocess.CalledProcessError):
            return False
        _unmount(Path(place))
    return True


class SmallDisk:
    """Only the database's tables are on it: a server without room for its log stops altogether."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._mount = Path(tempfile.mkdtemp(prefix="caseledger-small-"))

    def __enter__(self) -> Self:
        _mount(self._mount, SIZE)
        place = self._mount / "tables"
        place.mkdir()
        os.chown(place, self._cluster.folder.stat().st_uid, -1)
        self._mount.chmod(0o755)
        with psycopg.connect(self._cluster.url(), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            connection.execute("CREATE DATABASE small TABLESPACE small TEMPLATE template0")
        return self

    def __exit__(self, *_: object) -> None:
        with psycopg.connect(self._cluster.url(), autocommit=True) as connection:
            connection.execute("DROP DATABASE small WITH (FORCE)")
        _unmount(self._mount)
        self._mount.rmdir()

    @property
    def url(self) -> str:
        return self._cluster.url("small")

    def fill(self) -> None:
        with (self._mount / "ballast").open("wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(BLOCK)
            except OSError:
                return

    def free(self) -> None:
        (self._mount / "ballast").unlink()


def _mount(place: Path, size: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    subprocess.run(command, check=True, capture_output=True)


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)
