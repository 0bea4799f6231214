"""The `source` of an event of ours: `/channels/{channel}/{profile}`.

Each part is percent-encoded (RFC 3986); what needs no encoding may be encoded all the same, so
that every platform's encoder is welcome. Two spellings of one source are one source.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

SOURCE_RULE = "must be /channels/{channel}/{profile}, each part percent-encoded"


def source_of(channel: str, profile: str) -> str:
    """The canonical spelling."""
    return f"/channels/{quote(channel, safe='')}/{quote(profile, safe='')}"


@lru_cache(maxsize=1024)
def parts_of(source: str) -> tuple[str, str] | None:
    """Channel and profile, or None when the source has another form."""
    match source.split("/"):
        case ["", "channels", channel, profile] if "?" not in source and "#" not in source:
            try:
                return unquote_to_bytes(channel).decode(), unquote_to_bytes(profile).decode()
            except UnicodeDecodeError:
                return None
        case _:
            return None
