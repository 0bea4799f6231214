"""Writes the table of `docs/roles.md`: `python -m bootstrap.role_table`, or `make contracts`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from domain.permissions import ASSIGN, NEEDED, ROLES

PAGE = Path(__file__).resolve().parents[1] / "docs" / "roles.md"
BEGIN, END = "<!-- roles -->\n", "<!-- end -->"


def table() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| Command | Needs | " + " | ".join(ROLES) + " |"
    yield "|---|---" + "|---" * len(ROLES) + "|"
    yield _line("`AssignCase`, `OpenCase`, `SetAvailability` that name somebody else", (ASSIGN,))
    for command, needed in sorted(NEEDED.items(), key=lambda each: (each[1], each[0].__name__)):
        yield _line(f"`{command.__name__}`", needed)


def _line(command: str, needed: tuple[str, ...]) -> str:
    cells = (_cell(needed, may) for may in ROLES.values())
    return f"| {command} | {', '.join(needed)} | " + " | ".join(cells) + " |"


def _cell(needed: tuple[str, ...], may: frozenset[str]) -> str:
    """Yes, no, or what he has to be given besides his role."""
    lacking = [each for each in needed if each not in may]
    roles: frozenset[str] = frozenset().union(*ROLES.values())
    if not lacking:
        return "yes"
    return f"with {lacking[0]}" if not roles.intersection(lacking) else "no"


def page(text: str) -> str:
    """The page with its table as the code has it."""
    return re.sub(f"(?<={BEGIN}).*?(?={END})", lambda _: table(), text, flags=re.DOTALL)


def main() -> None:
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} written\n")


if __name__ == "__main__":
    main()
