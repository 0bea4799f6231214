"""The command line inside the test's own process."""

from __future__ import annotations

from collections.abc import Sequence

from typer.testing import CliRunner

from cli.main import app


def exists(words: Sequence[str]) -> bool:
    """Whether `caseledger WORDS --help` shows the help of exactly that command."""
    shown = CliRunner().invoke(app, [*words, "--help"])
    return shown.exit_code == 0 and f"caseledger {' '.join(words)}" in shown.stdout
