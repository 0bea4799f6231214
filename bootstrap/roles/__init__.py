"""The long-running parts of a deployment, one process each."""

from __future__ import annotations

ROLES: tuple[str, ...] = ("ingest", "project", "relay")
