"""Which test proves which value of which preset; writes `docs/policies-proof.md` from it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from application.policies.presets import PRESETS
from application.policies.side_by_side import differing, rows
from domain.policy.support import NOT_YET
from tests.support.environment import ROOT

PAGE = ROOT / "docs" / "policies-proof.md"
TESTS = ROOT / "tests"
SAME_IN_ALL = ("queue.take",)
"""Worth a proof although the presets agree, because the products say it."""
HEAD = """# What proves each value of the presets

Each value of each preset, and the tests that show it through messages and commands. A test that
runs under several presets carries the preset in square brackets. `make contracts` writes this page.
[The presets side by side](policies.md#the-presets-side-by-side) is the same without the tests.
"""


class Proof(NamedTuple):
    preset: str
    field: str
    file: str
    test: str


@cache
def proofs() -> list[Proof]:
    """What marks say, in the order of files and lines."""
    found = []
    for path in sorted(TESTS.rglob("test_*.py")):
        file = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    found += [Proof(*each[:2], file, each[2]) for each in _said(call, node.name)]
    return found


def _said(call: ast.expr, test: str) -> Iterator[tuple[str, str, str]]:
    if not isinstance(call, ast.Call):
        return
    words = [str(each.value) for each in call.args if isinstance(each, ast.Constant)]
    match ast.unparse(call.func):
        case "pytest.mark.policy":
            yield from ((words[0], field, test) for field in words[1:])
        case "side_by_side":
            for keyword in call.keywords:
                for field in words:
                    yield str(keyword.arg), field, f"{test}[{keyword.arg}]"


def fields() -> list[str]:
    """What has to be proven: the fields in which presets differ, and a few besides."""
    return [path for path in rows() if path in (*differing(), *SAME_IN_ALL)]


def not_yet(field: str) -> str | None:
    """Why nothing can prove this field so far."""
    return next((each.why for each in NOT_YET if each.path == field), None)


def proving(preset: str, field: str) -> list[Proof]:
    return [each for each in proofs() if each.preset == preset and _covers(each.field, field)]


def _covers(said: str, field: str) -> bool:
    return field == said or field.startswith((f"{said}.", f"{said} "))


def unproven() -> Iterator[str]:
    for field in fields():
        for preset in PRESETS:
            if not_yet(field) is None and not proving(preset, field):
                yield f"{preset}: {field}"


def unknown() -> Iterator[str]:
    """Marks that name what is not there."""
    for each in proofs():
        if each.preset not in PRESETS or not any(_covers(each.field, path) for path in rows()):
            yield f"{each.file}: {each.test} names {each.preset}: {each.field}"


def page() -> str:
    return "\n".join([HEAD, *(line for field in fields() for line in _section(field))])


def _section(field: str) -> Iterator[str]:
    yield f"## {field}\n"
    if (why := not_yet(field)) is not None:
        yield f"No test yet: {why}.\n"
        return
    yield "| Preset | Value | Test |"
    yield "|---|---|---|"
    for preset, value in rows()[field].items():
        if preset in PRESETS:
            tests = "<br>".join(_link(each) for each in proving(preset, field))
            yield f"| {preset} | {value} | {tests} |"
    yield ""


def _link(proof: Proof) -> str:
    return f"[{proof.file.rpartition('/')[2]}::`{proof.test}`](../{proof.file})"


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
