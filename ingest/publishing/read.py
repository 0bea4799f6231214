"""Reads events from a file: one JSON object a line (NDJSON), or one JSON array (a batch)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

import msgspec

from ingest.contracts import codes
from ingest.contracts.events import MAX_VALUE_BYTES
from ingest.publishing.lines import Checked, Refused
from ingest.publishing.prepare import prepare

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"
# Room for blanks around the largest value, so that memory stays bounded whatever a line holds.
_LONGEST_LINE = MAX_VALUE_BYTES + 4096
_MEMBERS = msgspec.json.Decoder(list[msgspec.Raw])


def read(source: BinaryIO) -> Iterator[Checked]:
    """A verdict on every line that is not blank, in order; for an array, on every member."""
    for number in count(1):
        line = source.readline(_LONGEST_LINE)
        if not line:
            return
        start = line.removeprefix(_BOM) if number == 1 else line
        text = start.strip(_BLANK)
        if text.startswith(b"["):
            yield from _array(number, start + source.read())
            return
        if not _ended(line):
            _skip_line(source)
            yield _too_long(number)
        elif text:
            yield prepare(number, text)


def _array(number: int, text: bytes) -> Iterator[Checked]:
    try:
        members = _MEMBERS.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        rule = f"must be one JSON array: {error}"
        yield Refused(number, codes.UNDECODABLE_BYTES, "value", rule)
        return
    for place, member in enumerate(members, 1):
        yield prepare(place, bytes(member).strip(_BLANK))


def _ended(line: bytes) -> bool:
    return line.endswith(b"\n") or len(line) < _LONGEST_LINE


def _skip_line(source: BinaryIO) -> None:
    while not _ended(source.readline(_LONGEST_LINE)):
        pass


def _too_long(number: int) -> Refused:
    rule = f"must have at most {MAX_VALUE_BYTES} bytes"
    return Refused(number, codes.TOO_LARGE, "value", rule)
