"""Customers' words on a terminal: nothing in them may move the cursor or hide what follows."""

from __future__ import annotations

BREAKS = dict.fromkeys(map(ord, "\n\r\t\v\f\x85\u2028\u2029"), " ")
CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
C1 = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
DIRECTIONS = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C], "\ufffd"
)
TABLE = CONTROLS | C1 | DIRECTIONS | BREAKS


def plain(text: str) -> str:
    """On one line, with a visible sign in place of each control character."""
    return text.translate(TABLE)


def plain_lines(text: str) -> list[str]:
    return [plain(line) for line in text.splitlines()]


def cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
