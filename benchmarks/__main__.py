"""`python -m benchmarks`: measures the figures; a whole run writes `docs/performance.md`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

from rich.console import Console

from benchmarks import cold_start, contention, ingest, memory, views
from benchmarks.bench import Bench, Sizes
from benchmarks.conditions import conditions
from benchmarks.figure import Figure
from benchmarks.report import PAGE, Section, page, show
from benchmarks.servers import running

MEASUREMENTS: Mapping[str, tuple[str, ModuleType]] = {
    "ingest": ("Taking messages", ingest),
    "memory": ("Memory of a worker", memory),
    "views": ("Views", views),
    "agent": ("An agent writes to one case in a loop", contention),
    "cold": ("Cold start", cold_start),
}
QUICK = Sizes(messages=20_000, conversations=2_000, rounds=1)


def main() -> int:
    asked = _parser().parse_args()
    sizes = QUICK if asked.quick else Sizes()
    if asked.messages is not None:
        sizes = Sizes(asked.messages, sizes.conversations, sizes.rounds)
    names = asked.only or list(MEASUREMENTS)
    console = Console(width=None if sys.stdout.isatty() else 120)
    sections: list[Section] = []
    with running() as servers:
        told = list(conditions(servers, sizes))
        for name, value in told:
            console.print(f"[bold]{name}[/bold]: {value}", highlight=False)
        bench = Bench(servers, sizes)
        for name in names:
            title, module = MEASUREMENTS[name]
            with console.status(f"measuring: {title}"):
                measure: Callable[[Bench], Iterator[Figure]] = module.measure
                section = Section(title, (module.__doc__ or "").strip(), list(measure(bench)))
            show(console, section)
            sections.append(section)
    if sizes == Sizes() and len(names) == len(MEASUREMENTS):
        PAGE.write_text(page(told, sections), encoding="utf-8")
        console.print(f"written to {PAGE}")
    else:
        console.print(f"{PAGE} is written by a whole run only")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--messages", type=int, help="how many (200000)")
    parser.add_argument(
        "--only", action="append", choices=list(MEASUREMENTS), help="this one, may be repeated"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, one round")
    return parser


if __name__ == "__main__":
    sys.exit(main())
