"""Topics as the broker has them: made, compared with what we need, identified, measured."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self
from uuid import UUID

import msgspec
from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewTopic, OffsetSpec
from kafka.errors import KafkaError, TopicAlreadyExistsError

from ingest.connecting import open_client
from ingest.failures import BusAwayError

CHANNEL_TOPIC: Mapping[str, str] = {
    "message.timestamp.type": "LogAppendTime",
    "max.message.bytes": str(2 * 1024 * 1024),
}
"""Rules fall back on the broker's time; a value over 1 MiB has to arrive to be refused."""

TANSU_CLUSTER = "tansu_cluster"


class WantedTopic(msgspec.Struct, frozen=True):
    """A topic as it should be; -1 copies are as many as the broker makes by default. `config`
    names only what matters to us."""

    name: str
    partitions: int
    replication: int = -1
    config: Mapping[str, str] = msgspec.field(default_factory=lambda: dict(CHANNEL_TOPIC))


class Bounds(NamedTuple):
    """First offset of a partition and one past its last; `end` is None if the broker cannot say."""

    first: int
    end: int | None


class Topics:
    """An administrator's connection. `connection` are the settings every client shares."""

    def __init__(self, connection: Mapping[str, Any]) -> None:
        self._admin = open_client(KafkaAdminClient, connection)
        try:
            self._cluster: str = self._admin.describe_cluster()["cluster_id"]
        except KafkaError as error:
            self._admin.close()
            raise BusAwayError(f"cannot reach the broker: {error}") from error

    @property
    def tells_ends(self) -> bool:
        """The embedded broker names the start of the last batch as a partition's end."""
        return self._cluster != TANSU_CLUSTER

    def ids(self, names: Collection[str]) -> dict[str, UUID | None]:
        """The id of each topic, None where there is no such topic."""
        described = {each["name"]: each for each in self._describe(names)}
        return {name: _id(described.get(name)) for name in names}

    def partitions(self, name: str) -> list[int]:
        """Empty when there is no such topic."""
        described = self._describe([name])
        return sorted(each["partition_index"] for each in described[0]["partitions"])

    def offsets(self, name: str) -> dict[int, Bounds]:
        firsts = self._offsets(name, OffsetSpec.EARLIEST)
        ends: Mapping[int, int | None] = self._offsets(name, OffsetSpec.LATEST)
        known = ends if self.tells_ends else {}
        return {number: Bounds(first, known.get(number)) for number, first in firsts.items()}

    def create(self, wanted: WantedTopic) -> bool:
        """False when a topic of this name exists already."""
        topic = NewTopic(
            wanted.name,
            wanted.partitions,
            wanted.replication,
            topic_configs=dict(wanted.config),
        )
        try:
            self._admin.create_topics([topic])
        except TopicAlreadyExistsError:
            return False
        except KafkaError as error:
            raise BusAwayError(f"cannot create topic {wanted.name}: {error}") from error
        return True

    def check(self, wanted: WantedTopic) -> list[str]:
        """What differs, one line each; a setting that the broker does not tell is left out."""
        partitions = len(self.partitions(wanted.name))
        if partitions == 0:
            return [f"topic {wanted.name}: does not exist"]
        lines = []
        if partitions < wanted.partitions:
            lines.append(f"topic {wanted.name}: {partitions} partitions, not {wanted.partitions}")
        actual = self._config(wanted.name)
        for name, value in wanted.config.items():
            if name in actual and actual[name] != value:
                lines.append(f"topic {wanted.name}: {name} is {actual[name]}, not {value}")
        return lines

    def close(self) -> None:
        self._admin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _describe(self, names: Collection[str]) -> list[dict[str, Any]]:
        try:
            described: list[dict[str, Any]] = self._admin.describe_topics(list(names))
        except KafkaError as error:
            raise BusAwayError(f"cannot describe topics: {error}") from error
        return described

    def _offsets(self, name: str, spec: Any) -> dict[int, int]:
        asked = {TopicPartition(name, number): spec for number in self.partitions(name)}
        try:
            answer = self._admin.list_partition_offsets(asked)
        except KafkaError as error:
            raise BusAwayError(f"cannot ask for the offsets of {name}: {error}") from error
        return {each.partition: found.offset for each, found in answer.items()}

    def _config(self, name: str) -> dict[str, str]:
        resource = ConfigResource(ConfigResourceType.TOPIC, name)
        try:
            answer = self._admin.describe_configs([resource], config_filter="all")
        except KafkaError as error:
            raise BusAwayError(f"cannot read the settings of {name}: {error}") from error
        found: dict[str, Any] = answer.get("topic", {}).get(name, {})
        return {key: str(entry["value"]) for key, entry in found.items()}


def _id(described: Mapping[str, Any] | None) -> UUID | None:
    found = described and described["topic_id"]
    return UUID(str(found)) if found else None
