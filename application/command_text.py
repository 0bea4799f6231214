"""What a command may say: text that every view can show and every index can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from domain.errors import Rejection

LONGEST_NAME = 256
LONGEST_TEXT = 100_000
PROSE = frozenset({"text", "note", "title", "document", "fields", "reason"})
"""Fields that hold what people write; all others are names and ids."""

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class UnacceptableText(Rejection):
    """`field` says where, `rule` what it must be."""

    code = "unacceptable_text"


def must_be_acceptable(command: Any, **around: str) -> None:
    """Raises UnacceptableText: PostgreSQL stores no U+0000, nobody can encode half a character,
    and an index row has an end. `around` are names that come with the command."""
    left_out = {each.name: each.default for each in msgspec.structs.fields(command)}
    for name, value in (msgspec.structs.asdict(command) | around).items():
        if name in left_out and value == left_out[name]:
            continue
        for text in _texts(value):
            rule = _broken_rule(text, prose=name in PROSE)
            if rule is not None:
                raise UnacceptableText(field=name, rule=rule)


def _broken_rule(text: str, *, prose: bool) -> str | None:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "must be Unicode text without lone surrogates"
    if "\x00" in text:
        return "must not contain U+0000"
    if prose:
        return _longer(text, LONGEST_TEXT)
    if CONTROL.search(text):
        return "must not contain control characters"
    return "must not be empty" if not text else _longer(text, LONGEST_NAME)


def _longer(text: str, limit: int) -> str | None:
    return f"must not be longer than {limit:,} characters" if len(text) > limit else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
