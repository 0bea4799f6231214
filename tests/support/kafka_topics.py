"""Topics for one test: made under a name of their own, known by their id."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from kafka.admin import KafkaAdminClient

from tests.support.polling import eventually


@dataclass(frozen=True)
class Topic:
    name: str
    id: UUID
    partitions: int


class Topics:
    def __init__(self, bootstrap: Callable[[], str]) -> None:
        self._bootstrap = bootstrap

    def create(self, name: str | None = None, *, partitions: int = 3, **configs: str) -> Topic:
        """`configs` are topic settings with underscores for dots: `retention_ms="1"`."""
        name = name or f"test-{uuid4().hex[:12]}"
        wanted = {
            "num_partitions": partitions,
            "replication_factor": 1,
            "configs": {key.replace("_", "."): value for key, value in configs.items()},
        }
        with closing(self._admin()) as admin:
            admin.create_topics({name: wanted})
        return eventually(lambda: self.find(name), what=f"topic {name}")

    def find(self, name: str) -> Topic | None:
        with closing(self._admin()) as admin:
            found: list[dict[str, Any]] = admin.describe_topics([name])
        if not found or found[0].get("error_code") or not found[0]["partitions"]:
            return None
        identity = found[0]["topic_id"]
        id = identity if isinstance(identity, UUID) else UUID(str(identity))
        if any(partition["leader_id"] < 0 for partition in found[0]["partitions"]):
            return None
        return Topic(name, id, len(found[0]["partitions"]))

    def delete(self, name: str) -> None:
        with closing(self._admin()) as admin:
            admin.delete_topics([name])
        eventually(lambda: self.find(name) is None, what=f"the end of topic {name}")

    def _admin(self) -> KafkaAdminClient:
        return KafkaAdminClient(bootstrap_servers=self._bootstrap())
