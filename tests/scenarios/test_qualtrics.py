"""The example of document 001, from the first direct message to the answer to the survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor
from audit.explaining import Explaining
from domain.case.commands import AnswerCase, OpenCase, RecordSurvey, ResolveCase
from domain.case.merging_commands import MoveMessage
from domain.message.reply_errors import SeveralAuthors
from projections.as_of import case_at, cases_at
from projections.placed import Placed
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter
from tests.projections.histories import ListLog
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.controls_rules import case_rule
from tests.support.defining import define

TEAM = ("anna", "bob")
DAY = 24


class ClaraFly:
    """A Facebook page whose direct messages become cases of the ClaraFly team."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.engine.profile("qualtrics", name="clarafly", channel="facebook")
        self.page = Channel("clarafly", "facebook")
        for agent in (*TEAM, "eve"):
            define(self.engine, "agent", agent)
        define(self.engine, "group", "clarafly-team", members=list(TEAM))
        case_rule(
            self.engine,
            name="ClaraFly",
            profiles=["clarafly"],
            streams=["messenger"],
            strategies=["smart", "workload", "random"],
            restrict_to={"teams": ["clarafly-team"]},
            first_reply={"template": "ClaraFly Flow Start"},
            survey_on_resolve="csat",
        )

    def hears(self, id: str, at: float, customer: str = "ann", **more: Any) -> str:
        """The word for what became of it."""
        more = {"stream": "messenger"} | more
        event = self.page.message(id, hours(at), customer=customer, **more)
        return next(iter(self.engine.hear(self.page, event).outcomes))

    def id_of(self, id: str) -> UUID:
        return self.engine.message_id(id, profile="clarafly")

    def case_of(self, id: str) -> UUID:
        case_id = self.engine.message(id, profile="clarafly").case_id
        assert case_id is not None
        return case_id

    @property
    def log(self) -> ListLog:
        read = self.engine.store.read_log(limit=10_000)
        return ListLog(Placed(each.position, each.recorded) for each in read)

    def listed(self, **asked: Any) -> Sequence[CaseRow]:
        now = self.engine.store.position()
        return cases_at(self.log, now, CaseFilter(**asked), sort="created", descending=False).cases

    def mentions(self, case_id: UUID) -> list[str | None]:
        found = case_at(self.log, self.engine.store.position(), case_id)
        assert found is not None
        return [each.external_id for each in found.messages if each.direction == "in"]


@pytest.fixture
def page() -> ClaraFly:
    return ClaraFly()


@pytest.mark.policy("qualtrics", "assignment.strategies", "reply_target", "grouping.idle_split")
@pytest.mark.policy("qualtrics", "on_customer_message.resolved_after_grace")
@pytest.mark.requirement("Q-49")
@pytest.mark.requirement("Q-50")
@pytest.mark.requirement("Q-51")
@pytest.mark.requirement("Q-52")
@pytest.mark.requirement("Q-38")
@pytest.mark.requirement("Q-37")
def test_a_customer_writes_is_answered_and_comes_back(page: ClaraFly) -> None:
    # GIVEN the rule, WHEN a customer writes by Messenger
    assert page.hears("hello", 0) == "attached"
    assert page.hears("where is it", 1) == "attached"

    # THEN all she wrote is in one case of the rule, assigned within the team
    (case,) = page.listed(rule_id="clara")
    assert page.mentions(case.case_id) == ["hello", "where is it"]
    assert (case.category, case.messages_in, case.assignee in TEAM) == ("new", 2, True)
    assert page.engine.events("case.assignee_changed")[-1].strategy == "random"
    explained = Explaining(page.engine.store, page.engine.ids).message(page.id_of("hello"))
    assert "by case rule clara version 1" in explained[0].sentence

    # WHEN somebody else writes, THEN who has fewer cases gets his
    page.hears("hi", 2, customer="joe")
    other = page.listed(customer_id="joe")[0]
    assert {other.assignee, case.assignee} == set(TEAM)
    assert page.engine.events("case.assignee_changed")[-1].strategy == "workload"

    # WHEN she is answered, THEN the answer answers her newest mention
    agent = Actor(f"agent:{case.assignee}", "os-user:desk")
    page.engine.now = hours(3)
    page.engine.do(AnswerCase(case_id=case.case_id, text="It is on its way."), actor=agent)
    assert page.engine.events("message.composed")[-1].in_reply_to == page.id_of("where is it")

    # WHEN her case is resolved and she writes again, THEN there is a new case, of the same agent
    page.engine.do(ResolveCase(case_id=case.case_id), at=hours(4))
    page.hears("another thing", 5)
    old, _, new = page.listed()
    assert (old.category, new.category, new.assignee) == ("resolved", "new", case.assignee)
    assert page.engine.events("case.assignee_changed")[-1].strategy == "smart"

    # WHEN she is silent for 28 days, THEN the next mention opens a third one beside it
    page.hears("hello again", 5 + 28 * DAY)
    assert [each.category for each in page.listed(customer_id="ann")] == ["resolved", "new", "new"]


@pytest.mark.requirement("Q-20")
@pytest.mark.requirement("Q-22")
@pytest.mark.requirement("Q-10")
@pytest.mark.requirement("Q-18")
@pytest.mark.requirement("Q-19")
def test_what_is_public_waits_until_a_person_puts_it_into_a_case(page: ClaraFly) -> None:
    # GIVEN public mentions of two people, and one of a stream that no rule names
    public: dict[str, Any] = {"private": False, "stream": "comments"}
    assert page.hears("bad weather", 0, customer="joe", **public) == "parked"
    assert page.hears("me too", 1, customer="sue", **public) == "parked"
    assert page.hears("a post", 2, stream="posts") == "parked"

    # WHEN an agent makes a case for the matter and finds it by its title
    filed: dict[str, Any] = {"topic": "weather", "title": "Bad weather", "priority": "low"}
    page.engine.do(OpenCase(policy_id="qualtrics", **filed), at=hours(3))
    (case,) = page.listed(title="bad weath")
    assert (case.topic, case.customer_id, page.mentions(case.case_id)) == ("weather", "", [])

    # THEN any of the mentions can be put into it, one by one
    for id in ("bad weather", "me too", "a post"):
        moved = MoveMessage(message_id=page.id_of(id), case_id=case.case_id)
        assert page.engine.do(moved, at=hours(4)).facts["came_from"] == "parked"
    assert page.mentions(case.case_id) == ["bad weather", "me too", "a post"]

    # AND whoever answers says whose mention
    with pytest.raises(SeveralAuthors):
        page.engine.do(AnswerCase(case_id=case.case_id, text="We are sorry."), at=hours(5))
    to_sue = AnswerCase(case_id=case.case_id, text="Sorry.", in_reply_to=page.id_of("me too"))
    assert page.engine.do(to_sue, at=hours(5)).facts["to"] == "sue"


@pytest.mark.requirement("Q-55")
@pytest.mark.requirement("Q-56")
@pytest.mark.requirement("Q-28")
def test_feedback_stays_with_the_resolved_case_and_a_mention_does_not(page: ClaraFly) -> None:
    # GIVEN a resolved case for which a survey was recorded as sent
    page.hears("hello", 0)
    case_id = page.case_of("hello")
    page.engine.do(ResolveCase(case_id=case_id), at=hours(1))
    survey = str(page.engine.do(RecordSurvey(case_id=case_id), at=hours(1)).facts["survey_id"])

    # WHEN the customer rates it, THEN the case keeps the answer and stays resolved
    answer = page.page.survey_answer("r-1", survey, hours(2), value=1, comment="slow")
    assert page.engine.hear(page.page, answer).applied == 1
    assert [each.category for each in page.listed()] == ["resolved"]

    # WHEN she writes, THEN that is a case of its own
    page.hears("still here", 3)
    assert page.case_of("still here") != case_id


@pytest.mark.requirement("Q-32")
@pytest.mark.requirement("Q-47")
def test_the_rule_is_changed_and_every_case_tells_which_version_opened_it(page: ClaraFly) -> None:
    # GIVEN a case by the first version, WHEN the rule is switched off, renamed, and on again
    page.hears("hello", 0)
    usual: dict[str, Any] = {"profiles": ["clarafly"], "strategies": ["random"]}
    case_rule(page.engine, status="inactive", **usual)
    assert page.hears("hi", 1, customer="joe") == "parked"
    case_rule(page.engine, name="Clara", **usual)

    # THEN her case went on all the time, and the next one is by the newest version
    assert page.hears("hello?", 2) == "attached"
    page.hears("hi again", 3, customer="joe")
    created = page.engine.events("case.created")
    assert [(each.rule_id, each.rule_version) for each in created] == [("clara", 1), ("clara", 3)]
