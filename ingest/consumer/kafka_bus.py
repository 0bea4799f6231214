"""The bus on Apache Kafka through kafka-python."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, NoReturn
from uuid import UUID

from kafka import KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaError, LogTruncationError, OffsetOutOfRangeError, RetriableError
from kafka.structs import MemberState

from ingest.connecting import open_client
from ingest.consumer.bus import End, Fetched, Partition, Polled
from ingest.consumer.corruption import find_unreadable
from ingest.consumer.header_names import allow_any_header_names
from ingest.consumer.membership import Membership
from ingest.consumer.translate import to_record
from ingest.failures import BusAwayError, MissingRecordsError, TopicReplacedError
from ingest.topics import Topics

logger = logging.getLogger("caseledger.ingest.consumer")

IDENTITY_CHECK_WHEN_IDLE = 1.0
CLOSE_WITHIN = timedelta(seconds=5)
ANSWER_WITHIN_MS = 5000

READING: Mapping[str, Any] = {
    "auto_offset_reset": "none",
    "enable_auto_commit": False,
    "isolation_level": "read_committed",
    "allow_auto_create_topics": False,
    "max_partition_fetch_bytes": 1024 * 1024,
    "fetch_max_bytes": 16 * 1024 * 1024,
    "fetch_max_wait_ms": 100,
    "metrics_enabled": False,
}
"""No deserializers: an exception in one would make `poll` raise at the same place for ever."""


class KafkaBus:
    def __init__(
        self,
        connection: Mapping[str, Any],
        group: str,
        topics: Sequence[str],
        *,
        session_timeout: timedelta = timedelta(seconds=45),
    ) -> None:
        """Raises BusAwayError also when a topic does not exist."""
        allow_any_header_names()
        self._connection = connection
        self._topics = Topics(connection)
        self._members = Membership()
        try:
            self._ids = self._identify(topics)
            self._consumer = open_client(
                KafkaConsumer,
                connection,
                **READING,
                group_id=group,
                session_timeout_ms=_milliseconds(session_timeout),
                heartbeat_interval_ms=min(3000, _milliseconds(session_timeout) // 3),
            )
        except BusAwayError:
            self._topics.close()
            raise
        try:
            self._join(topics)
        except KafkaError as error:
            self.close()
            raise BusAwayError(f"cannot join the group: {error}") from error
        self._identified_at = time.monotonic()
        self._stumbled = False

    def poll(self, timeout: timedelta, limit: int) -> Polled:
        return self.confirm(self._fetch(_milliseconds(timeout), limit))

    def fetch(self, limit: int) -> Fetched:
        return self._fetch(0, limit)

    def confirm(self, fetched: Fetched) -> Polled:
        if fetched.failure is not None:
            self._fail(fetched.failure)
        if fetched.records or time.monotonic() - self._identified_at > IDENTITY_CHECK_WHEN_IDLE:
            self._still_the_same_topics()
        lost, gained = self._members.changes()
        return Polled(fetched.records, lost, gained)

    def _fetch(self, timeout_ms: int, limit: int) -> Fetched:
        if self._stumbled:
            why = "a client that met unreadable records would read them for ever"
            return Fetched(failure=BusAwayError(why))
        try:
            fetched = self._consumer.poll(timeout_ms=timeout_ms, max_records=limit)
        except Exception as error:
            return Fetched(failure=error)
        records = [
            to_record(each, self._ids[place.topic])
            for place, batch in fetched.items()
            for each in batch
        ]
        return Fetched(records)

    def _fail(self, error: Exception) -> NoReturn:
        if isinstance(error, BusAwayError):
            raise error
        if not isinstance(error, RetriableError):
            self._still_the_same_topics()
            self._explain(error)
        raise BusAwayError(f"cannot poll: {error!r}") from error

    def joined(self) -> bool:
        joined: bool = self._consumer.group_metadata().state is MemberState.STABLE
        return joined

    def topic_id(self, topic: str) -> UUID:
        return self._ids[topic]

    def pause(self, partitions: Collection[Partition]) -> None:
        self._consumer.pause(*self._mine(partitions))

    def resume(self, partitions: Collection[Partition]) -> None:
        self._consumer.resume(*self._mine(partitions))

    def seek(self, partition: Partition, offset: int) -> None:
        self._consumer.seek(TopicPartition(*partition), offset)

    def position(self, partition: Partition) -> int:
        position = self._consumer.position(TopicPartition(*partition), timeout_ms=ANSWER_WITHIN_MS)
        if position is None:
            raise BusAwayError(f"the position on {partition} is not known")
        return int(position)

    def first_offsets(self, partitions: Collection[Partition]) -> dict[Partition, int]:
        try:
            found = self._consumer.beginning_offsets(
                _places(partitions), timeout_ms=ANSWER_WITHIN_MS
            )
        except KafkaError as error:
            raise BusAwayError(f"cannot ask where partitions begin: {error}") from error
        return {Partition(*place): offset for place, offset in found.items()}

    def ends(self, partitions: Collection[Partition]) -> dict[Partition, End]:
        try:
            found = self._consumer.end_offsets(_places(partitions), timeout_ms=ANSWER_WITHIN_MS)
        except KafkaError as error:
            raise BusAwayError(f"cannot ask where partitions end: {error}") from error
        exact = self._topics.tells_ends
        return {Partition(*place): End(offset, exact) for place, offset in found.items()}

    def commit(self, offsets: Mapping[Partition, int]) -> None:
        told = {TopicPartition(*p): OffsetAndMetadata(at, "", -1) for p, at in offsets.items()}
        try:
            self._consumer.commit_async(told, callback=_log_failed_commit)
        except KafkaError as error:
            _log_failed_commit(told, error)

    def close(self) -> None:
        try:
            self._consumer.close(autocommit=False, timeout_ms=_milliseconds(CLOSE_WITHIN))
        except KafkaError as error:
            logger.warning("could not leave the consumer group: %s", error)
        self._topics.close()

    def _join(self, topics: Sequence[str]) -> None:
        """The client has to know the partitions before it first joins: a leader that learns of them
        while it assigns joins again, and kafka-python 3.0.12 forgets that second attempt when a
        poll times out in the middle of it (then the watchdog has to notice)."""
        self._consumer.subscribe(list(topics), listener=self._members.of(self._consumer))
        for topic in topics:
            self._consumer.partitions_for_topic(topic)

    def _mine(self, partitions: Collection[Partition]) -> list[TopicPartition]:
        """The group may have taken some away since the last poll, which the next one tells."""
        return _places(self._members.assigned().intersection(partitions))

    def _identify(self, topics: Sequence[str]) -> dict[str, UUID]:
        found = self._topics.ids(topics)
        missing = [name for name, id in found.items() if id is None]
        if missing:
            raise BusAwayError(f"there is no topic {', '.join(missing)}")
        return {name: id for name, id in found.items() if id is not None}

    def _still_the_same_topics(self) -> None:
        """A topic's id never returns, so what was fetched between two looks at the same id is of
        that topic. Client and broker address a topic by name when they fetch."""
        for name, now in self._topics.ids(self._ids).items():
            if now != self._ids[name]:
                raise TopicReplacedError(name, self._ids[name], now)
        self._identified_at = time.monotonic()

    def _explain(self, error: Exception) -> None:
        """Raise what the client's error means for us; return when there is nothing in it."""
        match error:
            case OffsetOutOfRangeError():
                for place, position in error.args[0].items():
                    self._out_of_range(Partition(*place), position)
            case LogTruncationError():
                for place, divergent in error.divergent_offsets.items():
                    self._cut_off(Partition(*place), divergent)
            case _:
                self._unreadable(error)

    def _out_of_range(self, partition: Partition, position: int) -> None:
        first = self.first_offsets([partition])[partition]
        end = self.ends([partition])[partition]
        if position < first:
            self._miss(partition, position, first, "retention removed records before their turn")
        if end.exact and position > end.offset:
            self._miss_end(partition, end.offset, position, "the log ends before our position")

    def _cut_off(self, partition: Partition, divergent: Any) -> None:
        end = divergent.offset if divergent else self.ends([partition])[partition].offset
        why = "the log was cut off before our position and written anew"
        self._miss_end(partition, end, self.position(partition), why)

    def _unreadable(self, error: Exception) -> None:
        paused = {Partition(*place) for place in self._consumer.paused()}
        positions = {p: self.position(p) for p in self._members.assigned() - paused}
        ends = self.ends(positions)
        behind = {p: (at, ends[p].offset) for p, at in positions.items() if at < ends[p].offset}
        found = find_unreadable(self._connection, READING, behind)
        if found is not None:
            self._stumbled = True
            self._miss(found.partition, found.offset, found.readable_from, f"unreadable: {error}")

    def _miss(self, partition: Partition, missing_from: int, missing_to: int, why: str) -> None:
        self.pause([partition])
        raise MissingRecordsError(*partition, missing_from, missing_to, why)

    def _miss_end(self, partition: Partition, end: int, position: int, why: str) -> None:
        self.pause([partition])
        raise MissingRecordsError(*partition, end, position, why, cut_off=True)


def _places(partitions: Collection[Partition]) -> list[TopicPartition]:
    return [TopicPartition(*each) for each in partitions]


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _log_failed_commit(offsets: object, answer: object) -> None:
    if isinstance(answer, Exception):
        logger.warning("lag monitors were not told our offsets %s: %s", offsets, answer)
