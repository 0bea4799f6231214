"""The `source` of an event of ours: `/channels/{channel}/{profile}`.

Each part is percent-encoded (RFC 3986); what needs no encoding may be encoded all the same, so
that every platform's encoder is welcome. Two spellings of one source are one source.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

_SEGMENT = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+"
SOURCE_PATTERN = f"^/channels/{_SEGMENT}/{_SEGMENT}$"
SOURCE_RULE = "must be /channels/{channel}/{profile}, each part percent-encoded"


def source_of(channel: str, profile: str) -> str:
    """The canonical spelling."""
    return f"/channels/{quote(channel, safe='')}/{quote(profile, safe='')}"


@lru_cache(maxsize=1024)
def parts_of(source: str) -> tuple[str, str] | None:
    """Channel and profile of a source that has the form; None when they are not UTF-8."""
    _, _, channel, profile = source.split("/")
    try:
        return unquote_to_bytes(channel).decode(), unquote_to_bytes(profile).decode()
    except UnicodeDecodeError:
        return None
