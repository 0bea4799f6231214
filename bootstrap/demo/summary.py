"""What the demo led to, read from the views, the letters and the positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from application.ledger import Ledger
from audit.books import fold_outcomes, read_books
from audit.law import TopicLaw, law
from bootstrap.wiring import Deployment
from projections.queries.case_counts import CaseCount, count_cases
from projections.queries.days import Period
from projections.queries.inbox import State, list_inbox
from projections.queries.statistics import Numbers, report
from projections.reading import Reading

EVERYTHING = 10_000


class Summary(msgspec.Struct, frozen=True):
    """`statistics` by profile; `inbox` counts messages by what they are now; `letters` counts dead
    letters by code and field."""

    cases: Sequence[CaseCount]
    statistics: dict[str, Numbers]
    inbox: dict[State, int]
    letters: Counter[tuple[str, str]]
    held: int
    laws: Sequence[TopicLaw]
    position: int

    @property
    def holds(self) -> bool:
        return all(each.holds for each in self.laws)


def summarise(deployment: Deployment, since: date, until: date) -> Summary:
    ledger, zone = deployment.ledger, deployment.settings.zone
    books = read_books(deployment.engine)
    laws = law(books, fold_outcomes(deployment.log, books.position))
    with deployment.reader.reading() as reading:
        statistics = report(reading, Period(since, until, zone))
        return Summary(
            cases=count_cases(reading),
            statistics=statistics.totals,
            inbox=_inbox(reading),
            letters=_letters(ledger),
            held=sum(ledger.held_counts().values()),
            laws=laws,
            position=statistics.position,
        )


def _inbox(reading: Reading) -> dict[State, int]:
    states: tuple[State, ...] = ("parked", "escalated", "unattached")
    return {
        state: len(list_inbox(reading, state=state, limit=EVERYTHING).messages) for state in states
    }


def _letters(ledger: Ledger) -> Counter[tuple[str, str]]:
    letters = ledger.letters(state=None, limit=EVERYTHING)
    return Counter((letter.code, letter.field) for letter in letters)
