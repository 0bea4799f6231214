"""A header's name has to be text, though Kafka carries any bytes."""

from __future__ import annotations

from application.intake.records import Malformed
from ingest.contracts import codes

NOT_TEXT = "\N{REPLACEMENT CHARACTER}"
"""Stands before a name that is not UTF-8; its bytes follow, written as in `\\xff`."""


def check_header_names(headers: tuple[tuple[str, bytes], ...]) -> None:
    """Raises Malformed."""
    for name, _ in headers:
        if name.startswith(NOT_TEXT):
            rule = f"names must be UTF-8: {name}"
            raise Malformed(codes.UNDECODABLE_BYTES, field="headers", rule=rule)
