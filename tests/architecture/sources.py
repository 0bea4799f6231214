"""The project's own source files, as the architecture tests read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.environment import ROOT

NOT_OURS = {".venv", "var", "build", "dist", "node_modules"}
LAYERS = [
    "api", "application", "audit", "bootstrap", "cli", "domain", "ingest", "projections", "relay",
    "scheduler", "web",
]  # fmt: skip


@cache
def python_files() -> list[Path]:
    found: list[Path] = []
    for top in ROOT.iterdir():
        if top.name.startswith(".") or top.name in NOT_OURS:
            continue
        found += [top] if top.suffix == ".py" else top.rglob("*.py") if top.is_dir() else []
    return sorted(found)


def of(layer: str) -> list[Path]:
    return [path for path in python_files() if name(path).startswith(layer + "/")]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that the file names in an import, with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno
