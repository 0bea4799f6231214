"""The command line on a database of its own, and records for it to work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("CASELEDGER_DATABASE_URL", postgres_url)
    monkeypatch.setenv("CASELEDGER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASELEDGER_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")
    return Terminal()
