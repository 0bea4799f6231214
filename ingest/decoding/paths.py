"""The name of a field as a person finds it in the JSON: `data.recipients.0.id`."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_PART = 64


def dotted(place: Sequence[str | int]) -> str:
    """Parts may come from the sender, so they are cut and their odd characters are escaped."""
    return ".".join(_shown(part) for part in place)


def _shown(part: str | int) -> str:
    text = str(part)
    if len(text) > LONGEST_PART:
        text = f"{text[:LONGEST_PART]}..."
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
