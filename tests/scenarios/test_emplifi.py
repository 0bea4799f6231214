"""The example of document 002: one customer and one page, over two cases and the time between."""

from __future__ import annotations

import pytest

from application.actor import Actor
from domain.case.commands import (
    AnswerCase,
    AssignCase,
    EscalateMessage,
    ReopenCase,
    ResolveCase,
    UpdateCase,
)
from domain.case.deleting_commands import DeleteCase
from domain.conversation.errors import AnotherCaseIsOpen
from domain.team.errors import NotPermitted
from projections.as_of import case_at, cases_at
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter
from tests.scenarios.log import EngineLog
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define


def person(name: str) -> Actor:
    return Actor(f"agent:{name}", f"os-user:{name}", frozenset({"backdate"}))


SUE, KIM, ROB, COMMUNITY, EVA = (person(name) for name in ("sue", "kim", "rob", "cem", "eva"))


class Care:
    """A page with a supervisor, two Care agents, a Community agent and one who may delete."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.engine.profile("emplifi", name="page", channel="facebook")
        self.page = Channel("page", "facebook")
        for name in ("kim", "rob"):
            define(self.engine, "agent", name, permissions=["backdate"])
        define(self.engine, "agent", "sue", roles=["supervisor"], permissions=["backdate"])
        define(self.engine, "agent", "cem", permissions=["escalate", "backdate"])
        define(self.engine, "agent", "eva", permissions=["delete", "backdate"])
        define(self.engine, "field", "product", type="choice", options=["app", "web"])
        define(self.engine, "agent", "root", roles=["administrator"])

    def hears(self, id: str, at: float, *, by: str = "customer", customer: str = "ann") -> str:
        """The word for what became of it."""
        event = self.page.message(id, hours(at), by=by, customer=customer)
        return next(iter(self.engine.hear(self.page, event).outcomes))

    def cases(self, **asked: str | bool) -> list[CaseRow]:
        """The list, the oldest first."""
        found = cases_at(EngineLog(self.engine), self.engine.store.position(), CaseFilter(**asked))  # type: ignore[arg-type]
        return sorted(found.cases, key=lambda each: each.number)

    def messages(self, number: str) -> list[str]:
        shown = case_at(EngineLog(self.engine), self.engine.store.position(), number)
        assert shown is not None
        return [each.external_id or each.text or "" for each in shown.messages]


@pytest.mark.requirement("E-04", "E-09", "E-10", "E-16", "E-19", "E-23", "E-24", "E-25", "E-26")
def test_a_customer_comes_back_in_time_then_too_late_then_by_way_of_community() -> None:
    care = Care()
    engine = care.engine

    # GIVEN a message of Ann's account, which opens a case, and one of her other account
    assert care.hears("hello", 0) == "attached"
    assert care.hears("hello too", 0, customer="ann at work") == "attached"
    first, other = care.cases()
    assert (first.customer_id, other.customer_id) == ("ann", "ann at work")

    # WHEN the supervisor gives it to Kim, who fills in the Case tab and answers
    engine.do(AssignCase(case_id=first.case_id, assignee="kim"), actor=SUE, at=hours(1))
    told = UpdateCase(
        case_id=first.case_id, priority="high", sentiment="negative", fields={"product": "app"}
    )
    engine.do(told, actor=KIM, at=hours(1))
    engine.do(AnswerCase(case_id=first.case_id, text="Sorry!"), actor=KIM, at=hours(2))
    with pytest.raises(NotPermitted):
        engine.do(AssignCase(case_id=first.case_id, assignee="rob"), actor=KIM)

    # THEN both directions stand in it, also what an agent writes on the page itself
    assert care.hears("native", 3, by="agent") == "attached"
    assert care.messages(first.number) == ["hello", "Sorry!", "native"]

    # WHEN it is done and Ann writes again within its grace, it is open again, with Kim
    engine.do(ResolveCase(case_id=first.case_id), actor=KIM, at=hours(4))
    assert care.hears("thanks, but", 50) == "attached"
    (open_one,) = care.cases(customer_id="ann", is_open=True)
    assert (open_one.number, open_one.status, open_one.assignee) == (first.number, "Open", "kim")

    # WHEN it is done again and she writes after a full grace, the message waits in Community
    engine.do(ResolveCase(case_id=first.case_id), actor=KIM, at=hours(60))
    assert care.hears("are you there", 60 + 72) == "parked"
    assert care.hears("anybody", 60 + 73) == "parked"
    assert care.cases(customer_id="ann", is_open=True) == []

    # THEN only who may escalate takes it to Care, as the first message of a new case
    parked = EscalateMessage(message_id=engine.message_id("anybody", profile="page"))
    with pytest.raises(NotPermitted):
        engine.do(parked, actor=ROB)
    engine.do(parked, actor=COMMUNITY, at=hours(134))
    (second,) = care.cases(customer_id="ann", is_open=True)
    assert care.hears("at last", 135) == "attached"
    assert care.messages(second.number) == ["anybody", "at last"]

    # THEN the older case stands beside it, closed, and cannot be reopened meanwhile
    (older,) = care.cases(customer_id="ann", is_open=False)
    assert (older.number, older.status) == (first.number, "Done")
    with pytest.raises(AnotherCaseIsOpen) as refused:
        engine.do(ReopenCase(case_id=first.case_id), actor=KIM)
    assert refused.value.facts["number"] == second.number

    # WHEN the new case is deleted by who may, it is gone from the list and the pair is free
    with pytest.raises(NotPermitted):
        engine.do(DeleteCase(case_id=second.case_id, reason="asked for"), actor=SUE)
    engine.do(DeleteCase(case_id=second.case_id, reason="asked for"), actor=EVA)
    assert [each.number for each in care.cases(customer_id="ann")] == [first.number]
    (gone,) = care.cases(hidden=True)
    assert (gone.number, gone.deleted_by) == (second.number, "agent:eva")
    engine.do(ReopenCase(case_id=first.case_id), actor=KIM)
    assert care.hears("once more", 200) == "attached"
    assert care.messages(first.number)[-1] == "once more"
