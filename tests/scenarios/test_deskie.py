"""A parcel that a partner has to find, as document 000 says, from the record to the query."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor
from application.looking.new_cases import NewCaseOffer, known_case, offer
from application.looking.streams import Streams
from domain.case.commands import (
    AddNote,
    AnswerCase,
    AssignCase,
    CloseCase,
    CreateChild,
    DetachChild,
    ResolveCase,
    UpdateCase,
)
from domain.case.errors import ChannelCannotInitiate, ChildCannotBeParent
from domain.case.starting_commands import StartCase
from domain.case.starting_errors import NoteAfterCreation
from projections.as_of import CaseAt, case_at, cases_at
from projections.placed import Placed
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter
from projections.queries.families import families
from projections.queries.feed import link_blocks
from projections.statistics_fold import Counted, StatisticsFold
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel, hours
from tests.support.defining import define
from tests.support.listed import Log

ANNA, BOB = Actor("agent:anna", "os-user:anna"), Actor("agent:bob", "os-user:bob")
DEPOT, NUMBER = "depot@example.org", "+49 30 1234567"


class Desk:
    """A help desk with a mailbox, a telephone, a work chat and Telegram by two connectors."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.mail = Channel("mail", "email")
        for name, channel, connector in (
            ("mail", "email", "imap"),
            ("phone", "calls", "pbx"),
            ("team", "telegram", "wazzup"),
            ("bot", "telegram", "botapi"),
        ):
            self.engine.profile("deskie", name=name, channel=channel, connector=connector)
            able = connector != "botapi"
            define(
                self.engine,
                "connection",
                f"{channel}-{connector}",
                channel=channel,
                connector=connector,
                can_initiate=able,
                telephony=channel == "calls",
            )

    def hears(self, word: str, at: float, customer: str, text: str, **thread: Any) -> None:
        said = self.mail.message(
            word, hours(at), customer=customer, text=text, thread=thread or None
        )
        assert self.engine.hear(self.mail, said).attached == 1

    def do(self, command: Any, at: float, by: Actor = ANNA) -> dict[str, Any]:
        self.engine.now = hours(at)
        return self.engine.do(command, actor=by).facts

    def offered(self, case: UUID, contact: str | None = None) -> NewCaseOffer:
        streams = Streams(self.engine.store)
        return offer(streams, self.engine.ids, known_case(streams, case), contact, "anna")

    def listed(self, **asked: Any) -> list[CaseRow]:
        log = Log(self.engine)
        return cases_at(log, log.position(), CaseFilter(**asked), sort="created").cases

    def families(self) -> list[str]:
        return [each.number for each in families(self.listed(parents=True), self.listed())]

    def shown(self, case: UUID) -> CaseAt:
        log = Log(self.engine)
        found = case_at(log, log.position(), case)
        assert found is not None
        return found

    def said_in(self, case: UUID) -> list[str]:
        return [str(each.personal.get("text")) for each in self.shown(case).messages]

    def counted(self, profile: str, measure: str, detail: str | None = None) -> int:
        fold = StatisticsFold()
        for each in self.engine.store.read_log(limit=100_000):
            fold.take(Placed(each.position, each.recorded))
        if measure == "first_response":
            return len(fold.responses[profile, NOON.date()])
        return fold.counts[(profile, NOON.date()), Counted(measure, detail)]


@pytest.mark.requirement("D-01")
@pytest.mark.requirement("D-02")
def test_a_parcel_that_a_partner_finds() -> None:
    desk = Desk()

    # GIVEN Carla, who misses a parcel, and Anna, who has her case
    desk.hears("c-1", 0, "carla", "Where is my parcel?", id="t-1", subject="Parcel")
    carla = desk.engine.open_case("carla", profile="mail").id
    desk.do(AssignCase(case_id=carla, assignee="anna", group="parcels"), 0.1)
    desk.do(UpdateCase(case_id=carla, priority="high", add_labels=("vip",)), 0.1)
    desk.do(AddNote(case_id=carla, text="She is cross."), 0.1)
    assert desk.families() == []

    # WHEN she turns to the depot with a child
    assert desk.offered(carla).window
    with pytest.raises(NoteAfterCreation):
        desk.do(CreateChild(parent_id=carla, customer_id=DEPOT, note="Urgent."), 0.2)
    told = desk.do(CreateChild(parent_id=carla, customer_id=DEPOT), 0.2)
    depot = UUID(told["case_id"])
    desk.do(AnswerCase(case_id=depot, text="Do you have parcel 17?"), 0.2)

    # THEN it went out by mail, with five things of Carla's case and none of its words
    child, parent = desk.shown(depot).case, desk.shown(carla).case
    assert (child.profile_id, child.parent_number) == ("mail", parent.number)
    assert (child.group_name, child.assignee, child.priority) == ("parcels", "anna", "high")
    assert (child.labels, child.fields, child.notes) == (["vip"], {}, 0)
    assert desk.said_in(depot) == ["Do you have parcel 17?"]

    # WHEN the depot answers without a thread, and a colleague quotes Carla's case
    desk.hears("d-1", 0.5, DEPOT, "We look.")
    quoting = {"id": "t-1", "in_reply_to": "c-1", "case_number": parent.number}
    desk.hears("d-2", 0.6, "mole@example.org", "Me too?", **quoting)

    # THEN the answer is in the child, and neither got into Carla's case
    assert desk.said_in(depot) == ["Do you have parcel 17?", "We look."]
    assert desk.said_in(carla) == ["Where is my parcel?"]

    # WHEN Anna rings Carla, and asks the drivers in their Telegram group
    four = desk.offered(carla, NUMBER)
    assert [(each.case, each.call, each.profile) for each in four.options] == [
        ("new", True, "phone"),
        ("child", True, "phone"),
        ("new", False, "phone"),
        ("child", False, "phone"),
    ]
    ring = desk.do(CreateChild(parent_id=carla, customer_id=NUMBER, call=True), 0.7)
    with pytest.raises(ChannelCannotInitiate):
        desk.do(CreateChild(parent_id=carla, customer_id="#drivers", profile_id="bot"), 0.8)
    drivers = desk.do(
        CreateChild(parent_id=carla, customer_id="#drivers", profile_id="team"), 0.8, BOB
    )

    # THEN all three stand in Carla's feed where they were made, and in the list under her case
    blocks = list(link_blocks(desk.shown(carla).case, desk.shown(carla).timeline))
    assert [(each.number, each.at) for each in blocks] == [
        (told["number"], hours(0.2)),
        (ring["number"], hours(0.7)),
        (drivers["number"], hours(0.8)),
    ]
    under = [told["number"], ring["number"], drivers["number"]]
    assert desk.families() == [parent.number, *under]

    # AND from a child's page only a case of its own is opened
    assert not desk.offered(depot).window
    with pytest.raises(ChildCannotBeParent):
        desk.do(CreateChild(parent_id=depot, customer_id="x@example.org"), 0.9)
    own = desk.do(StartCase(from_id=depot, customer_id="x@example.org"), 0.9)
    assert desk.engine.case(own["case_id"]).parent_id is None

    # WHEN the parcel is found, the child resolved, and the depot writes once more
    desk.hears("d-3", 1, DEPOT, "Found.")
    desk.do(AnswerCase(case_id=carla, text="It is on its way."), 1.1)
    desk.do(CloseCase(case_id=carla), 1.2)
    desk.do(ResolveCase(case_id=depot), 1.3)
    desk.hears("d-4", 1.4, DEPOT, "Sent today.")

    # THEN the child came back by itself, and Carla's case stayed closed
    assert (desk.shown(depot).case.is_open, desk.shown(carla).case.status) == (True, "Closed")
    assert desk.said_in(carla) == ["Where is my parcel?", "It is on its way."]

    # AND children count for who made them and wait for no first answer, detached or not
    desk.do(DetachChild(child_id=depot), 1.5)
    assert desk.families() == [parent.number, *under[1:]]
    assert desk.counted("mail", "received_by_agent", "anna") == 2
    assert desk.counted("team", "received_by_agent", "bob") == 1
    assert desk.counted("mail", "received_inbound") == 2
    assert desk.counted("mail", "first_response") == 1
