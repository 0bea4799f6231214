"""Dependencies point inwards, and each outside world has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture import sources
from tests.support.environment import ROOT

DRIVERS = {
    "kafka": {"bootstrap", "ingest", "relay"},
    "psycopg": {"bootstrap", "application"},
    "apscheduler": {"bootstrap", "scheduler"},
    "eventsourcing": {"bootstrap", "application"},
}


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_layer_is_under_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    present = {each for each in sources.LAYERS if (ROOT / each / "__init__.py").exists()}
    assert set(settings["tool"]["importlinter"]["root_packages"]) == present


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_driver_is_imported_by_its_owner_only(driver: str) -> None:
    strangers = [
        f"{sources.name(path)}:{line}"
        for layer in sources.LAYERS
        if layer not in DRIVERS[driver]
        for path in sources.of(layer)
        for module, line in sources.imports(path)
        if module == driver or module.startswith(driver + ".")
    ]
    assert strangers == []


def test_only_bootstrap_reads_the_environment() -> None:
    readers = [
        f"{sources.name(path)}:{node.lineno}"
        for layer in sources.LAYERS
        if layer != "bootstrap"
        for path in sources.of(layer)
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}
    ]
    assert readers == []


def test_views_know_events_but_no_aggregates_or_commands() -> None:
    wrong = [
        f"{sources.name(path)}:{line} imports {module}"
        for path in sources.of("projections")
        for module, line in sources.imports(path)
        if module.startswith("domain.") and module.endswith((".aggregate", ".commands"))
    ]
    assert wrong == []


def test_aggregates_are_loaded_by_use_cases_only() -> None:
    wrong = [
        f"{sources.name(path)}:{line} imports {module}"
        for layer in sources.LAYERS
        if layer not in {"application", "domain"}
        for path in sources.of(layer)
        for module, line in sources.imports(path)
        if module.startswith("domain.") and module.endswith(".aggregate")
    ]
    assert wrong == []
