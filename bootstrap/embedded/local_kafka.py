"""One Apache Kafka broker as a plain Java process: start, stop, kill, start again on its data."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from uuid import uuid4

from bootstrap.embedded.kafka_jars import PLACE, jars
from bootstrap.embedded.metadata import serves
from bootstrap.embedded.processes import end, free_port, spawn, wait_for

JVM = [
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
]


class LocalKafka:
    """The data stay in `folder`; both ports stay the same over a restart."""

    kind = "kafka"

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        controller_port: int | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> None:
        self.port = port or free_port()
        self._controller = controller_port or free_port()
        self._folder = folder
        self._more = dict(properties or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self._folder / "broker.log"

    def start(self) -> Self:
        """Returns when the broker answers; formats the folder the first time."""
        properties = self._configured()
        if not (self._folder / "data" / "meta.properties").exists():
            self._format(properties)
        self._process = spawn([*_java(), "kafka.Kafka", str(properties)], log=self.log)
        try:
            wait_for(lambda: serves(self.port), self._process, what="Kafka", within=60)
        except Exception:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None

    def kill(self) -> None:
        """End it as `kill -9` does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def _configured(self) -> Path:
        """A file, because the tool that formats takes no overrides."""
        here = f"127.0.0.1:{self.port}"
        controller = f"127.0.0.1:{self._controller}"
        chosen = {
            "listeners": f"PLAINTEXT://{here},CONTROLLER://{controller}",
            "advertised.listeners": f"PLAINTEXT://{here}",
            "controller.quorum.voters": f"1@{controller}",
            "log.dirs": str(self._folder / "data"),
        } | self._more
        lines = [f"{name}={value}" for name, value in chosen.items()]
        target = self._folder / "server.properties"
        target.parent.mkdir(parents=True, exist_ok=True)
        fixed = (PLACE / "server.properties").read_text(encoding="utf-8")
        target.write_text(fixed + "\n".join(lines) + "\n", encoding="utf-8")
        return target

    def _format(self, properties: Path) -> None:
        cluster = base64.urlsafe_b64encode(uuid4().bytes).decode().rstrip("=")
        tool = ["kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties)]
        subprocess.run([*_java(), *tool], check=True, capture_output=True, text=True, timeout=60)


def _java() -> list[str]:
    return ["java", *JVM, "-cp", f"{jars()}/*"]
