"""Which embedded servers run, written down so that a second terminal finds them by itself."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

import psutil

Kind = Literal["database", "kafka"]


class RunningServers:
    """A small file under the home directory. An entry whose process is gone does not count."""

    def __init__(self, home: Path) -> None:
        self._file = home / "running.json"

    def announce(self, kind: Kind, address: str, pid: int) -> None:
        entries = self._read() | {
            kind: {"address": address, "pid": pid, "born": psutil.Process(pid).create_time()}
        }
        self._write(entries)

    def find(self, kind: Kind) -> str | None:
        entry = self._read().get(kind)
        return str(entry["address"]) if entry is not None and _alive(entry) else None

    def withdraw(self, kind: Kind) -> None:
        entries = self._read()
        entries.pop(kind, None)
        if entries:
            self._write(entries)
        else:
            self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, dict[str, object]]:
        with suppress(OSError, ValueError):
            found = json.loads(self._file.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                return found
        return {}

    def _write(self, entries: dict[str, dict[str, object]]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
        draft.replace(self._file)


def _alive(entry: dict[str, object]) -> bool:
    """A process number is used again one day; together with its birth it is one process."""
    with suppress(psutil.Error, KeyError, TypeError, ValueError):
        process = psutil.Process(int(str(entry["pid"])))
        born = float(str(entry["born"]))
        return process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - born) < 1
    return False
