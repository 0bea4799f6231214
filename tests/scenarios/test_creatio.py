"""One week of a service desk that works as document 003 says, from the record to the query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from application.actor import Actor
from domain.article.commands import AddArticle
from domain.case.case_type_errors import TransitionNotAllowed
from domain.case.commands import (
    AnswerCase,
    AssignCase,
    CancelCase,
    ChangeStatus,
    RecordSurvey,
    ResolveCase,
)
from domain.case.queue_commands import TakeCase, TakeNext
from domain.case.queue_errors import NotNext
from projections.as_of import cases_at
from projections.placed import Placed
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

ANNA, BOB = Actor("agent:anna", "os-user:anna"), Actor("agent:bob", "os-user:bob")
STAGES = [
    {"status": "New"},
    {"status": "In progress", "to": ["Waiting for response", "Resolved"]},
    {"status": "Waiting for response", "to": ["In progress", "Resolved"]},
    {"status": "Resolved", "to": ["Closed"]},
    {"status": "Closed"},
]


class Desk:
    """The desk's portal, its engine, and its list of cases as a query tells it."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.portal = Channel("portal", "portal")
        suggesting = self.engine.policy("desk", "creatio", resolve={"kb_suggest": True})
        self.engine.profile(suggesting, name="portal", channel="portal")
        define(self.engine, "group", "first-line", members=["anna", "bob"])
        define(self.engine, "process", "service", stages=STAGES)
        define(self.engine, "case_type", "incident", title="Incident")
        define(
            self.engine,
            "queue",
            "desk",
            take="next",
            groups=["first-line"],
            profiles=["portal"],
            case_type="incident",
            process="service",
        )

    def writes(self, customer: str, id: str, at: float, text: str = "Help!") -> None:
        thread = {"id": customer, "subject": f"Printer of {customer}"}
        message = self.portal.message(id, hours(at), customer=customer, text=text, thread=thread)
        assert self.engine.hear(self.portal, message).attached == 1

    def rates(self, survey: str, level: int, at: float, customer: str) -> None:
        answer = self.portal.survey_answer(
            f"{survey}-{at}", survey, hours(at), customer=customer, value=level
        )
        assert self.engine.hear(self.portal, answer).applied == 1

    def do(self, command: Any, at: float, by: Actor = ANNA) -> dict[str, Any]:
        self.engine.now = hours(at)
        return self.engine.do(command, actor=by).facts

    def listed(self, **asked: Any) -> list[CaseRow]:
        log = _Log(self.engine)
        found = cases_at(log, log.position(), CaseFilter(**asked), sort="created", descending=False)
        return found.cases

    def case(self, customer: str) -> CaseRow:
        (case,) = self.listed(customer_id=customer)
        return case

    def waiting(self) -> list[str]:
        return [case.customer_id for case in self.listed(queue="desk", waiting=True)]


class _Log:
    def __init__(self, engine: Engine) -> None:
        self._store = engine.store

    def events(self, after: int = 0, limit: int = 1000) -> Sequence[Placed[Any]]:
        log = self._store.read_log(after=after, limit=limit)
        return [Placed(each.position, each.recorded) for each in log]

    def position(self) -> int:
        return self._store.position()


@pytest.mark.policy("creatio", "on_customer_message.waiting_customer", "reopen", "survey.map")
@pytest.mark.policy("creatio", "on_customer_message.final")
@pytest.mark.requirement("C-01")
@pytest.mark.requirement("C-21")
def test_a_week_at_the_service_desk() -> None:
    desk = Desk()

    # GIVEN three customers who wrote on the portal
    desk.writes("carla", "c-1", 0)
    desk.writes("dan", "d-1", 1)
    desk.writes("emil", "e-1", 2)
    assert desk.waiting() == ["carla", "dan", "emil"]

    # WHEN Anna and Bob take what is next, and Bob would rather have had Emil's case
    carla = desk.engine.open_case("carla", profile="portal").id
    emil = desk.engine.open_case("emil", profile="portal").id
    with pytest.raises(NotNext):
        desk.do(TakeCase(case_id=emil), 3, BOB)
    desk.do(TakeNext(queue="desk"), 3, ANNA)
    desk.do(TakeNext(queue="desk"), 3, BOB)

    # THEN each has another one, in progress, and Emil waits alone
    assert (desk.case("carla").assignee, desk.case("carla").status) == ("anna", "In progress")
    assert (desk.case("dan").assignee, desk.case("dan").status) == ("bob", "In progress")
    assert desk.waiting() == ["emil"]

    # WHEN Anna asks Carla something and Carla answers
    desk.do(AnswerCase(case_id=carla, text="Which printer is it?"), 4)
    desk.do(ChangeStatus(case_id=carla, status="Waiting for response"), 4)
    desk.do(AssignCase(case_id=carla, group="first-line"), 4)
    desk.writes("carla", "c-2", 5, "The red one.")

    # THEN the case is reopened, nobody's, in its queue behind Emil's, and the reply stands in it
    back = desk.case("carla")
    assert (back.status, back.assignee, back.group_name) == ("Reopened", None, "first-line")
    assert (back.messages_in, back.messages_out) == (2, 1)
    assert desk.engine.case(carla).queued_at == hours(5)

    # WHEN Bob takes Emil's, whose case was made by error, and Anna solves Carla's
    desk.do(TakeNext(queue="desk"), 6, BOB)
    desk.do(CancelCase(case_id=emil), 6, BOB)
    desk.do(TakeNext(queue="desk"), 6, ANNA)
    with pytest.raises(TransitionNotAllowed):
        desk.do(ChangeStatus(case_id=carla, status="Closed"), 7)
    desk.do(ResolveCase(case_id=carla), 7)

    # THEN an article is suggested, because none was named, and made from the case
    suggested = desk.engine.events("case.article_suggested")
    assert [each.existing for each in suggested] == [()]
    article = AddArticle(article_id="red-printer", title="Red", text="Unplug it.", case_id=carla)
    desk.do(article, 7)
    assert desk.case("carla").articles == ["red-printer"]

    # WHEN Carla is asked how it was, and is not content
    survey = desk.do(RecordSurvey(case_id=carla), 8)["survey_id"]
    desk.rates(survey, 2, 9, "carla")

    # THEN her case is back; solved again and rated well it is closed for good
    assert (desk.case("carla").status, desk.waiting()) == ("Reopened", ["carla"])
    desk.do(TakeNext(queue="desk"), 10, BOB)
    desk.do(ResolveCase(case_id=carla), 11, BOB)
    again = desk.do(RecordSurvey(case_id=carla), 11)["survey_id"]
    desk.rates(again, 5, 12, "carla")
    assert (desk.case("carla").status, desk.case("carla").reopens) == ("Closed", 1)

    # AND a late word opens a case of its own, while a late rating changes nothing
    desk.rates(survey, 1, 13, "carla")
    desk.writes("carla", "c-3", 14, "One more thing.")
    statuses = [case.status for case in desk.listed(customer_id="carla")]
    assert statuses == ["Closed", "New"]
    assert desk.case("emil").status == "Canceled"
