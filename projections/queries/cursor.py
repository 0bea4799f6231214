"""Where the next page of a list begins, as a word that callers hand back unread."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from uuid import UUID

import msgspec


class CursorError(ValueError):
    """The word was not made by us."""


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    at: datetime
    id: UUID

    def write(self) -> str:
        return urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def read(cls, word: str) -> Cursor:
        try:
            padded = word.encode() + b"=" * (-len(word) % 4)
            return msgspec.json.decode(urlsafe_b64decode(padded), type=cls)
        except (ValueError, msgspec.MsgspecError) as unreadable:
            raise CursorError("cursor: not one that a list gave out") from unreadable
