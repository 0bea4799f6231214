"""Lets kafka-python read records whose header names are not UTF-8.

It takes the whole batch for corrupt otherwise, so one sender could stop a partition. It has no
setting for this; only a record that it cannot read costs anything.
"""

from __future__ import annotations

from typing import Any

from kafka.record import memory_records
from kafka.record.default_records import DefaultRecordBatch

from ingest.decoding.header_names import NOT_TEXT


class _Name(bytearray):
    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        try:
            return super().decode(encoding, errors)
        except UnicodeDecodeError:
            return NOT_TEXT + super().decode(encoding, "backslashreplace")


class _Content(bytearray):
    """Of a batch; parts of it that are decoded, which only names are, may be any bytes."""

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return _Name(found) if isinstance(at, slice) else found


class AnyNames(DefaultRecordBatch):  # type: ignore[misc]
    _buffer: Any

    def _read_msg(self, *args: Any, **more: Any) -> Any:
        try:
            return super()._read_msg(*args, **more)
        except UnicodeDecodeError:
            strict = self._buffer
            self._buffer = _Content(strict)
            try:
                return super()._read_msg(*args, **more)
            finally:
                self._buffer = strict


def allow_any_header_names() -> None:
    """For all consumers of this process. May be called again."""
    memory_records.DefaultRecordBatch = AnyNames
