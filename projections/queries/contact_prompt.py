"""What a person types into "User", from three characters on: whom can be reached, and where?"""

from __future__ import annotations

from sqlalchemy import or_

from projections.contacts import ACCOUNTS, CONTACTS, view
from projections.queries.contacts import EACH_ACCOUNT, AccountRow
from projections.reading import Reading

FROM = 3
"""So many characters before anything is offered (D-21)."""


def prompt(reading: Reading, typed: str, *, limit: int = 20) -> list[AccountRow]:
    """Each account that a fragment of a name, address, number or id fits, also through its
    contact, with its profile and channel (D-22); nothing before the third character."""
    fragment = typed.strip().lower()
    if len(fragment) < FROM:
        return []
    fits = or_(
        ACCOUNTS.c.search.contains(fragment, autoescape=True),
        CONTACTS.c.search.contains(fragment, autoescape=True),
    )
    order = (ACCOUNTS.c.name, ACCOUNTS.c.profile_id, ACCOUNTS.c.customer_id)
    statement = EACH_ACCOUNT.where(fits).order_by(*order).limit(limit)
    return [AccountRow(**row) for row in reading.execute(view, statement).mappings()]
