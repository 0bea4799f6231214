"""Gathers what `caseledger check` and the demo prove: the law, and the statistics."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import msgspec

from audit.books import fold_outcomes, read_books
from audit.broker import Compared, Ends, compare
from audit.law import Books, TopicLaw, law
from bootstrap.addresses import NoServerError
from bootstrap.wiring import Deployment
from ingest.failures import BusAwayError
from ingest.topics import Topics
from projections.checking import Checked, check_statistics

Tell = Callable[[int, int], None]


class Proof(msgspec.Struct, frozen=True):
    """`position` is the log's when the books were read; `broker` says if it could be asked."""

    law: list[TopicLaw]
    partitions: list[Compared]
    broker: str
    statistics: Checked
    position: int

    @property
    def law_holds(self) -> bool:
        return all(each.holds for each in self.law) and not self.misplaced

    @property
    def misplaced(self) -> list[Compared]:
        return [each for each in self.partitions if each.problem is not None]

    @property
    def holds(self) -> bool:
        return self.law_holds and not self.statistics.differences


def prove(here: Deployment, tell: Tell = lambda _done, _total: None) -> Proof:
    """Intake may go on meanwhile. Raises ViewNotReadyError."""
    books, laws = prove_law(here, tell)
    partitions, broker = _compared(here, books)
    with here.reader.reading() as reading:
        statistics = check_statistics(here.log, reading)
    return Proof(laws, partitions, broker, statistics, books.position)


def prove_law(
    here: Deployment, tell: Tell = lambda _done, _total: None
) -> tuple[Books, list[TopicLaw]]:
    books = read_books(here.engine)
    return books, law(books, fold_outcomes(here.log, books.position, tell))


def _compared(here: Deployment, books: Books) -> tuple[list[Compared], str]:
    names = {each.topic for each in books.positions}
    ends: dict[tuple[UUID, int], Ends] = {}
    try:
        with Topics(here.kafka) as topics:
            for name, id in topics.ids(names).items() if names else ():
                if id is not None:
                    for number, bounds in topics.offsets(name).items():
                        ends[id, number] = Ends(bounds.first, bounds.end)
    except (BusAwayError, NoServerError) as away:
        return [], f"not asked: {away}"
    return list(compare(books.positions, ends)), "asked"
