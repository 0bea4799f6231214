"""What was there with a customer before: his cases, on one platform or on all."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select, tuple_

from projections.case_list import view
from projections.case_table import CASES
from projections.contacts import ACCOUNTS, CHANNELS
from projections.contacts import view as contacts_view
from projections.queries.case_row import CaseRow, case_row
from projections.queries.contacts import AccountRow, ShownContact
from projections.reading import Reading


class CustomerHistory(msgspec.Struct, frozen=True):
    """The newest case first. `channel` is the platform that was asked for, None for all."""

    accounts: list[tuple[str, str]]
    channel: str | None
    cases: list[CaseRow]
    position: int


def customer_history(
    reading: Reading, shown: ShownContact, *, channel: str | None = None, limit: int = 100
) -> CustomerHistory:
    """Of all accounts of a contact. The same account at other profiles of its platform counts as
    his, too (E-39): its id is the platform's."""
    accounts = _on_platform(reading, shown.accounts, channel)
    pair = tuple_(CASES.c.profile_id, CASES.c.customer_id)
    newest = (CASES.c.created_at.desc(), CASES.c.case_id)
    mine = select(CASES).where(pair.in_(accounts), ~CASES.c.hidden).order_by(*newest)
    rows = reading.execute(view, mine.limit(limit)).mappings()
    return CustomerHistory(
        accounts, channel, [case_row(row) for row in rows], reading.position(view)
    )


def _on_platform(
    reading: Reading, accounts: Sequence[AccountRow], channel: str | None
) -> list[tuple[str, str]]:
    platform = tuple_(CHANNELS.c.channel, ACCOUNTS.c.customer_id)
    known = {(each.channel, each.customer_id) for each in accounts if each.channel is not None}
    wanted = [each for each in known if channel is None or each[0] == channel]
    statement = (
        select(ACCOUNTS.c.profile_id, ACCOUNTS.c.customer_id)
        .join_from(ACCOUNTS, CHANNELS, ACCOUNTS.c.profile_id == CHANNELS.c.profile_id)
        .where(platform.in_(wanted))
        .order_by(ACCOUNTS.c.profile_id, ACCOUNTS.c.customer_id)
    )
    return [(row[0], row[1]) for row in reading.execute(contacts_view, statement)]
