"""The words by which an article is found."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")
TELLING = 4
"""Shorter words say nothing about what a case is about."""


def words_of(*texts: str) -> tuple[str, ...]:
    """Each once, in small letters."""
    return tuple(sorted({word for text in texts for word in WORD.findall(text.casefold())}))


def telling_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(text) if len(word) >= TELLING)
