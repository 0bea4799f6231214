"""Every view there is, in the order in which they are kept."""

from __future__ import annotations

from projections import (
    case_list,
    contacts,
    inbox,
    intake_ledger,
    locks,
    lookup,
    messages,
    statistics,
    timeline,
)
from projections.view import View

VIEWS: tuple[View, ...] = (
    case_list.view,
    lookup.view,
    messages.view,
    inbox.view,
    locks.view,
    contacts.view,
    timeline.view,
    statistics.view,
    intake_ledger.view,
)

BY_NAME: dict[str, View] = {each.name: each for each in VIEWS}
