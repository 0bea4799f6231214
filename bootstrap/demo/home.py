"""The demo's folder: known by a marker file, emptied at each start, for one demo at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

MARKER = ".caseledger-demo"
EXPLAINED = "This folder belongs to `caseledger demo`, which empties it at each start.\n"
POSTGRES_ENDS_WITHIN = 20.0


class DemoRefusedError(Exception):
    """The demo does not start; the message says why in one sentence."""


@contextmanager
def claimed(home: Path) -> Iterator[Path]:
    """The folder, emptied, and ours until the end. Raises DemoRefusedError."""
    _must_be_ours(home)
    home.mkdir(parents=True, exist_ok=True)
    marker = os.open(home / MARKER, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _lock(marker, home)
        _end_what_was_left(home)
        _empty(home)
        yield home
    finally:
        os.close(marker)


def _must_be_ours(home: Path) -> None:
    if not home.exists():
        return
    if not home.is_dir():
        raise DemoRefusedError(f"--home: {home} is not a folder")
    if not (home / MARKER).is_file() and any(home.iterdir()):
        raise DemoRefusedError(
            f"--home: {home} holds files and no {MARKER}, so it is not the demo's to empty; "
            "name another folder"
        )


def _lock(marker: int, home: Path) -> None:
    """The kernel gives the lock back when this process ends, however it ends."""
    try:
        fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DemoRefusedError(
            f"a demo runs already in {home}; end it first, or give this one another --home"
        ) from None
    os.ftruncate(marker, 0)
    os.write(marker, EXPLAINED.encode())


def _end_what_was_left(home: Path) -> None:
    """A demo that was killed leaves its database server behind."""
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        lines = (home / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        server = psutil.Process(int(lines[0]))
        if str((home / "postgres").resolve()) in server.cmdline():
            server.send_signal(signal.SIGINT)  # its fast shutdown, which waits for no client
            with suppress(psutil.TimeoutExpired):
                server.wait(POSTGRES_ENDS_WITHIN)


def _empty(home: Path) -> None:
    for each in home.iterdir():
        if each.name == MARKER:
            continue
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
