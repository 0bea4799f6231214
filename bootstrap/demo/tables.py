"""The summary as tables for people, at most 100 columns wide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bootstrap.demo.player import Played
from bootstrap.demo.summary import Summary
from ingest.simulation.cast import SimulatedProfile
from projections.queries.statistics import Numbers

CATEGORIES = {
    "new": "new",
    "open": "open",
    "waiting_customer": "waiting",
    "on_hold": "on hold",
    "resolved": "resolved",
    "closed": "closed",
    "canceled": "canceled",
    "spam": "spam",
}
CAUSES = {"customer_message": "customer", "agent": "agent", "rating": "rating"}


def show(
    summary: Summary, played: Played, profiles: Sequence[SimulatedProfile], console: Console
) -> None:
    for table in (_cases(summary, profiles), _times(summary, profiles), _letters(summary)):
        console.print(table)
    console.print()
    for line in (*_counts(summary), *_acts(played)):
        console.print(line)
    console.print()
    for each in summary.laws:
        console.print(f"Law: {each.line}", soft_wrap=True)


def _cases(summary: Summary, profiles: Sequence[SimulatedProfile]) -> Table:
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in summary.cases:
        counts[each.profile_id][each.category] += each.cases
    met = [name for name in CATEGORIES if any(of[name] for of in counts.values())]
    table = _table("Cases by profile and status", "profile", "policy")
    for title in (*(CATEGORIES[name] for name in met), "all"):
        table.add_column(title, justify="right")
    for profile in profiles:
        of = counts[profile.profile_id]
        numbers = [*(of[name] for name in met), sum(of.values())]
        table.add_row(profile.profile_id, profile.policy_id, *_written(numbers))
    columns = [sum(of[name] for of in counts.values()) for name in met]
    table.add_section()
    table.add_row("all", "", *_written([*columns, sum(columns)]))
    return table


def _times(summary: Summary, profiles: Sequence[SimulatedProfile]) -> Table:
    totals = [summary.statistics.get(each.profile_id, Numbers()) for each in profiles]
    causes = [name for name in CAUSES if any(name in of.reopened for of in totals)]
    table = _table("First responses, and cases reopened by whom", "profile")
    for title in ("answered", "median", "90 %", *(f"by {CAUSES[name]}" for name in causes)):
        table.add_column(title, justify="right")
    for profile, of in zip(profiles, totals, strict=True):
        first = of.first_response
        table.add_row(
            profile.profile_id,
            str(first.count),
            lasting(first.median),
            lasting(first.p90),
            *_written(of.reopened.get(name, 0) for name in causes),
        )
    return table


def _letters(summary: Summary) -> Table:
    table = _table("Dead letters by reason", "reason", "field")
    table.add_column("records", justify="right")
    for (code, field), count in summary.letters.most_common():
        table.add_row(code, field, str(count))
    return table


def _counts(summary: Summary) -> Iterator[str]:
    inbox = summary.inbox
    parked = inbox["parked"] + inbox["escalated"]
    yield f"Parked      {parked} messages, {inbox['escalated']} of them escalated since"
    yield f"Unattached  {inbox['unattached']} messages of agents, bots and third parties"
    yield f"Held        {summary.held} records"


def _acts(played: Played) -> Iterator[str]:
    refused = ", ".join(f"{count} {code}" for code, count in played.refusals.most_common())
    yield (
        f"Commands    {played.commands.total()} of agents;"
        f" {played.refusals.total()} refused{f' ({refused})' if refused else ''};"
        f" {played.passed_over} found nothing to do"
    )


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=f"\n{title}",
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for column in columns:
        table.add_column(column)
    return table


def _written(numbers: Iterable[int]) -> Iterator[str]:
    return (str(number or "-") for number in numbers)


def lasting(seconds: float | None) -> str:
    """The two largest units: 3d 4h, 12m 5s."""
    if seconds is None:
        return "-"
    left, parts = round(seconds), []
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2]) or "0s"
