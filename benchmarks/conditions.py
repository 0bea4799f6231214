"""Under which conditions the figures were taken."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg

from benchmarks.bench import Sizes
from benchmarks.servers import Servers
from ingest.simulation.traffic import SIZE

LIBRARIES = ("eventsourcing", "kafka-python", "msgspec", "psycopg", "pydantic", "sqlalchemy")
SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "shared_buffers")


def conditions(servers: Servers, sizes: Sizes) -> Iterator[tuple[str, str]]:
    yield "Date", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    yield "Machine", f"{os.cpu_count()} cores ({_processor()}), {_memory()}, shared by all below"
    yield "Load before the run", f"{os.getloadavg()[0]:.1f} (average of a minute)"
    yield "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield "Libraries", ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield "Broker", f"{servers.broker}, 6 partitions, on the same machine"
    yield "Database", _database(servers)
    yield "Disk", _disk()
    yield (
        "Messages",
        f"{sizes.messages:,} of {SIZE} bytes, CloudEvents in JSON, of {sizes.conversations:,}"
        " conversations over five profiles, one for each preset; at most 1,000 in a transaction",
    )
    yield "Rounds", f"{sizes.rounds}; a figure is the median, with the range behind it"


def _database(servers: Servers) -> str:
    with psycopg.connect(servers.maintenance) as connection:
        shown = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in SETTINGS]
        number = connection.execute("SHOW server_version").fetchone()
    values = ", ".join(f"{name} {row[0]}" for name, row in zip(SETTINGS, shown, strict=True) if row)
    assert number is not None
    return f"PostgreSQL {number[0]} through TCP on the same machine, {values}"


def _disk() -> str:
    """Of the folder for temporary files, which holds the data of both servers."""
    folder = Path(tempfile.gettempdir()).resolve()
    mounted = {part.mountpoint: part.fstype for part in psutil.disk_partitions(all=True)}
    nearest = next(str(each) for each in (folder, *folder.parents) if str(each) in mounted)
    return f"{mounted[nearest]}; an fsync on tmpfs would cost nothing"


def _memory() -> str:
    return f"{psutil.virtual_memory().total / 2**30:.0f} GB memory"


def _processor() -> str:
    """The model's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown")
