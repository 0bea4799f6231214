"""Events that histories of a case begin with, and its policy."""

from __future__ import annotations

from uuid import UUID

import msgspec
import pytest

from domain.case import events as e
from domain.case.aggregate import Case
from domain.policy.document import Policy
from domain.policy.reactions import Reopen
from tests.support.scenario import Scenario

POLICY = Policy(id="plain")
CLEARING = Policy(id="clearing", reopen=Reopen(assignee="clear", group="clear"))
CREATED = e.CaseCreated(
    number="1001",
    origin="inbound",
    profile_id="care",
    customer_id="ann",
    channel="email",
    conversation_id=UUID(int=2),
    slot="",
    status="New",
    category="new",
)
BOUND = e.PolicyBound("plain", 1, "00")
RESOLVED = e.CaseResolved(1, "New", "Resolved", "resolved")
CLOSED = e.CaseClosed("New", "Closed", "closed")
WAITING = e.StatusChanged("New", "Pending", "waiting_customer")


def resolved(nth: int, was: str = "New") -> e.CaseResolved:
    return msgspec.structs.replace(RESOLVED, nth=nth, from_status=was)


def opened() -> Scenario[Case]:
    return Scenario(Case).given(CREATED, BOUND)


FINAL = [
    pytest.param(CLOSED, id="closed"),
    pytest.param(e.CaseCanceled("New", "Canceled", "canceled"), id="canceled"),
    pytest.param(e.CaseClosed("New", "Spam", "spam"), id="spam"),
]
