"""What this machine offers to the tests, and what continuous integration insists on."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CASELEDGER_TEST_DATA") or ROOT.parent / "shared" / "data")
GIVEN_KAFKA = os.environ.get("CASELEDGER_TEST_KAFKA") or None
GIVEN_POSTGRES = os.environ.get("CASELEDGER_TEST_POSTGRES") or None
CI = os.environ.get("CI", "").lower() not in ("", "0", "false", "no")

_CHOICE = ("15", "16", "17")


def has_data() -> bool:
    return (DATA / "twitter_customer_care").is_dir()


def older_postgres() -> Path | None:
    """The programs of an installed server older than the embedded one; 15 if it is there."""
    for version in _CHOICE:
        for place in (f"/usr/lib/postgresql/{version}/bin", f"/usr/pgsql-{version}/bin"):
            if (Path(place) / "initdb").exists():
                return Path(place)
    return None


def older_postgres_version() -> str:
    found = older_postgres()
    return "none" if found is None else "".join(filter(str.isdigit, found.parent.name))
