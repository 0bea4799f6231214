"""Real mails of the test data: their headers as a connector would hand them on."""

from __future__ import annotations

import email
from pathlib import Path

from tests.support.environment import DATA

PAPERS = ("LICENSE", "MIT-LICENSE", "COPYING", "README")


def mails(folder: str) -> list[Path]:
    kinds = (".txt", ".eml", "")
    found = (path for path in sorted((DATA / folder).rglob("*")) if path.is_file())
    return [each for each in found if each.suffix in kinds and not each.name.startswith(PAPERS)]


def headers_of(mail: Path) -> dict[str, str]:
    """Where a header comes more than once, its first, which the last server wrote."""
    parsed = email.message_from_bytes(mail.read_bytes())
    return {name: str(value) for name, value in reversed(parsed.items())}
