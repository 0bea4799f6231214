"""How many of the requirements are proven: every row whose id a test carries as its mark."""

from __future__ import annotations

import ast
import csv
import sys
from collections import Counter
from collections.abc import Iterator

from tests.support.environment import ROOT

LIST = ROOT / "docs" / "requirements.csv"
TESTS = ROOT / "tests"


def listed() -> dict[str, str]:
    """Each id and the document it stands in, in the order of the list."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["document"] for row in csv.DictReader(file)}


def proven() -> dict[str, list[str]]:
    """Each id that a mark names, and the places of the marks."""
    places: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("*.py")):
        for id, line in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            places.setdefault(id, []).append(f"{path.relative_to(ROOT)}:{line}")
    return places


def _marks(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != "pytest.mark.requirement":
            continue
        for argument in node.args:
            if isinstance(argument, ast.Constant):
                yield str(argument.value), node.lineno


def report() -> Iterator[str]:
    documents, marks = listed(), proven()
    total, done = Counter(documents.values()), Counter[str]()
    for id in documents.keys() & marks.keys():
        done[documents[id]] += 1
    for document, number in total.items():
        yield f"{document:<15} {done[document]:>3} of {number:>3}"
    yield f"{'all':<15} {sum(done.values()):>3} of {len(documents):>3}"


def unknown() -> Iterator[str]:
    known = listed()
    for id, places in proven().items():
        if id not in known:
            yield f"{places[0]}: {id} is not in {LIST.relative_to(ROOT)}"


def main() -> int:
    wrong = list(unknown())
    sys.stdout.write("\n".join([*report(), *wrong]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
