"""Headers of a record as JSON: names repeat and values are any bytes, so a list of pairs."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence

Headers = tuple[tuple[str, bytes], ...]


def to_json(headers: Headers) -> list[list[str]]:
    return [
        [name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), _text(value)]
        for name, value in headers
    ]


def from_json(pairs: Sequence[Sequence[str]]) -> Headers:
    return tuple((name, b64decode(value)) for name, value in pairs)


def _text(value: bytes) -> str:
    return b64encode(value).decode("ascii")
