"""What `docs/policies.md` shows of the shipped policies and of what is read of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from application.policies.presets import BUILTIN, SHIPPED, preset
from domain.policy.categories import CATEGORIES
from domain.policy.document import Policy
from domain.policy.paths import values, written
from domain.policy.support import NOT_YET, READ, unsupported

PAGE = Path("docs/policies.md")
PROOF = "policies-proof.md"
EXAMPLE = Path("docs/examples/returns-desk.yaml")
LEFT_OUT = frozenset({"id", "on_customer_message.reject_text"})
MARK = "<!-- generated: {} -->"
END = "<!-- end -->"


def page_with_tables(page: str, example: str) -> str:
    """The page with what stands between its marks written anew."""
    for name, lines in (
        ("presets", preset_table()),
        ("common", common_table()),
        ("example", ["```yaml", *example.splitlines(), "```"]),
        ("read", read_table()),
        ("unsupported", unsupported_table()),
        ("presets-unsupported", presets_unsupported_table()),
    ):
        before, mark, rest = page.partition(MARK.format(name))
        _, end, after = rest.partition(END)
        page = "".join((before, mark, "\n", *(f"{line}\n" for line in lines), end, after))
    return page


def preset_table() -> Iterator[str]:
    """The fields in which the shipped policies differ; a value that no rule reads is in italics."""
    yield f"| Field | {' | '.join(SHIPPED)} |"
    yield "|---|" + "---|" * len(SHIPPED)
    table = rows()
    for field in differing():
        proof = f"[{_code(field)}]({PROOF}#{_anchor(field)})"
        yield f"| {proof} | {' | '.join(table[field].values())} |"


def common_table() -> Iterator[str]:
    yield "| Field | Value in all of them |"
    yield "|---|---|"
    for field, row in rows().items():
        if field not in differing():
            yield f"| {_code(field)} | {row[BUILTIN]} |"


def differing() -> list[str]:
    """The fields whose values are not the same in all of the shipped policies."""
    return [field for field, row in rows().items() if len(set(row.values())) > 1]


@cache
def rows() -> dict[str, dict[str, str]]:
    """Each field with its value in each of the shipped policies, as a page shows it."""
    columns = {name: _cells(name) for name in SHIPPED}
    fields = dict.fromkeys(field for cells in columns.values() for field in cells)
    return {
        field: {name: cells.get(field, "-") for name, cells in columns.items()}
        for field in sorted(fields, key=_place_in_the_document)
    }


def _code(field: str) -> str:
    path, *words = field.split()
    return " ".join((f"`{path}`", *words))


def _anchor(field: str) -> str:
    """As a web page of the repository names the heading of the field."""
    return field.replace(".", "").replace(" ", "-")


def _place_in_the_document(path: str) -> tuple[int, int]:
    words = path.replace(".", " ").split()
    category = CATEGORIES.index(words[-1]) if words[0] == "statuses" else 0
    return list(Policy.model_fields).index(words[0]), category


def _cells(name: str) -> dict[str, str]:
    policy = preset(name)
    held = {each.path for each in unsupported(policy)}
    cells: dict[str, str] = {}
    for category in CATEGORIES:
        names = [status.name for status in policy.statuses if status.category == category]
        if names:
            cells[f"statuses of category {category}"] = ", ".join(names)
    for path, value in values(policy).items():
        if path not in LEFT_OUT and not path.startswith("statuses"):
            cells[path] = _cell(value, path in held)
    return cells


def _cell(value: Any, held: bool) -> str:
    return f"*{written(value)}*" if held else written(value)


def read_table() -> Iterator[str]:
    yield "| Field | Who reads it, and for what |"
    yield "|---|---|"
    for path, what in READ.items():
        yield f"| `{path}` | {what} |"


def unsupported_table() -> Iterator[str]:
    neutral = values(preset("builtin"))
    yield "| Field | Values that are taken | Why no others |"
    yield "|---|---|---|"
    for field in NOT_YET:
        taken = [written(neutral[field.path]), *map(written, field.read)]
        yield f"| `{field.path}` | {', '.join(taken)} | {field.why} |"


def presets_unsupported_table() -> Iterator[str]:
    yield "| Preset | Field | Value |"
    yield "|---|---|---|"
    for name in SHIPPED:
        for each in unsupported(preset(name)):
            yield f"| {name} | `{each.path}` | {written(each.value)} |"


def main() -> None:
    page, example = (each.read_text(encoding="utf-8") for each in (PAGE, EXAMPLE))
    PAGE.write_text(page_with_tables(page, example), encoding="utf-8")


if __name__ == "__main__":
    main()
