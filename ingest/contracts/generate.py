"""Writes `docs/contracts/`: `python -m ingest.contracts.generate`, or `make contracts`.

`v1.baseline/` is what publishers may rely on. A new optional field extends it; any other change
is refused, because it needs a new version of the type.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from ingest.contracts.asyncapi import document
from ingest.contracts.compatibility import breaking_changes
from ingest.contracts.events import CHANNEL_EVENTS
from ingest.contracts.schemas import data_schema, event_schema

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "contracts"
BASELINE = "v1.baseline"


def schemas() -> dict[str, dict[str, Any]]:
    """By file name."""
    found: dict[str, dict[str, Any]] = {}
    for type_ in CHANNEL_EVENTS:
        found[f"{type_}.schema.json"] = event_schema(type_)
        found[f"{type_}.data.schema.json"] = data_schema(type_)
    return found


def files() -> dict[str, str]:
    """Everything that is generated, by path below `docs/contracts/`."""
    texts = {name: _json(schema) for name, schema in schemas().items()}
    baseline = {f"{BASELINE}/{name}": text for name, text in texts.items()}
    return {**texts, **baseline, "asyncapi.yaml": _yaml(document())}


def broken_promises(folder: Path) -> list[str]:
    """What the models of today break of the baseline in `folder`."""
    today, found = schemas(), []
    for path in sorted((folder / BASELINE).glob("*.json")):
        if path.name not in today:
            found.append(f"{path.name}: the type was taken away")
            continue
        changes = breaking_changes(json.loads(path.read_text()), today[path.name])
        found += [f"{path.name}: {change}" for change in changes]
    return found


def generate(folder: Path) -> list[str]:
    """Writes the files and returns nothing, or writes nothing and returns what would break."""
    broken = broken_promises(folder)
    if broken:
        return broken
    (folder / BASELINE).mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (folder / name).write_text(text)
    return []


def _json(content: Any) -> str:
    return json.dumps(content, indent=2) + "\n"


class _WithoutAnchors(yaml.SafeDumper):
    """Writes a repeated part out, as a reader expects it."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _yaml(content: Any) -> str:
    return str(yaml.dump(content, Dumper=_WithoutAnchors, sort_keys=False, width=100))


def main() -> int:
    broken = generate(FOLDER)
    for line in broken:
        sys.stderr.write(f"a new version of the type is needed: {line}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
