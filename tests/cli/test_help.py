"""The help lists everything, and nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
from typer.testing import CliRunner

from cli.catalog import COMMANDS, module_of
from cli.main import app

HEAVY = ("sqlalchemy", "pydantic", "kafka", "eventsourcing", "alembic", "rich")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"Usage: caseledger {command}" in result.stdout
    assert (import_module(module_of(command)).__doc__ or "").startswith(f"`caseledger {command}")


def test_the_help_names_every_command_and_status() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    assert all(command in result.stdout for command in COMMANDS)
    assert "5 a check does not hold" in " ".join(result.stdout.split())


def test_the_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from cli.loading import LazyGroup; from cli.main import app\n"
        "from typer.testing import CliRunner\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        f"print([each for each in {HEAVY!r} if each in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_typing_mistake_is_one_line_with_a_suggestion() -> None:
    result = CliRunner().invoke(app, ["case"])
    assert result.exit_code == 2
    assert result.stderr == "caseledger: No such command 'case'. Did you mean 'cases'?\n"


def test_without_servers_one_sentence_says_what_to_do(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASELEDGER_HOME", str(tmp_path))
    result = CliRunner().invoke(app, ["cases", "list"])
    assert result.exit_code == 4
    assert result.stderr.count("\n") == 1
    for word in ("caseledger up", "make demo", "CASELEDGER_DATABASE_URL"):
        assert word in result.stderr


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELEDGER_BATCH", "0")
    result = CliRunner().invoke(app, ["config"])
    assert result.exit_code == 2
    assert result.stderr.startswith("caseledger: CASELEDGER_BATCH: ")
