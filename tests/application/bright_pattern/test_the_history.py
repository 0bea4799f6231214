"""The history of a case has everything that was written about it, in order (B-21 to B-23)."""

from __future__ import annotations

import pytest

from domain.case.commands import AddNote, AnswerCase
from projections.as_of import events_until
from projections.statistics_fold import StatisticsFold
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.shown import LogOf, shown


@pytest.fixture
def told(engine: Engine, mail: Channel) -> str:
    """A mail that another service passed on, two of the customer, an answer and a note."""
    thread = {"id": "t-1"}
    passed_on = mail.message("3", hours(1), by="third_party", direction="transferred")
    engine.hear(mail, passed_on | {"data": passed_on["data"] | {"thread": thread}})
    case = engine.open_case()
    first = engine.message_id("1")
    engine.do(AnswerCase(case_id=case.id, text="Soon.", in_reply_to=first), at=hours(2))
    engine.do(AddNote(case_id=case.id, text="The depot has it."), at=hours(3))
    return case.number


@pytest.mark.requirement("B-21")
@pytest.mark.requirement("B-24")
def test_it_lists_incoming_transferred_and_outgoing_mails(engine: Engine, told: str) -> None:
    listed = [(each.direction, each.text) for each in shown(engine, told).messages]
    assert sorted(listed[:2]) == [("in", "text of 1"), ("in", "text of 2")]
    assert listed[2:] == [("transferred", "text of 3"), ("out", "Soon.")]


@pytest.mark.requirement("B-22")
@pytest.mark.requirement("B-23")
def test_it_is_in_order_of_time_and_has_the_notes(engine: Engine, told: str) -> None:
    engine.do(AddNote(case_id=engine.open_case().id, text="Rang."), at=hours(4))
    found = shown(engine, told)
    times = [each.sent_at for each in found.messages]
    assert times == sorted(times)
    assert [each.note for each in found.timeline if each.note] == ["The depot has it.", "Rang."]


@pytest.mark.requirement("B-21")
def test_a_transferred_mail_counts_as_neither_the_customers_nor_ours(
    engine: Engine, told: str
) -> None:
    case = shown(engine, told).case
    assert (case.messages_in, case.messages_out, case.last_inbound_at) == (2, 1, hours(0))
    fold = StatisticsFold()
    log = LogOf(engine)
    for at in events_until(log, log.position()):
        fold.take(at)
    counted = {what.measure: n for (_, what), n in fold.counts.items()}
    assert counted["messages_in"] == 2
    assert counted["messages_out"] == counted["messages_transferred"] == 1
