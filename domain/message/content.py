"""Telling the same message from another one under the same id."""

from __future__ import annotations

import hashlib

import msgspec

from domain.message.incoming import IncomingMessage

_encode = msgspec.json.Encoder().encode


def content_hash(message: IncomingMessage, key: bytes) -> str:
    """Keyed, so that nobody who reads the log can test a guess at the content.

    Covers what a person would call the message: author, direction, time, subject, text, html, and
    name, type and size of attachments; not URLs, headers, mode or fields we do not know.
    """
    content = message.content
    covered = (
        message.author_kind,
        message.author_id,
        message.direction,
        message.sent_at,
        content.subject,
        content.text,
        content.html,
        [(each.name, each.media_type, each.size) for each in content.attachments],
    )
    return hashlib.blake2b(_encode(covered), key=key, digest_size=16).hexdigest()
