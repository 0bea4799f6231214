"""The law's right-hand side: what the records of each partition became."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, MetaData, Table, Text

from domain.case.events import SurveyAnswered
from domain.message import events as message
from projections.columns import count, identity, key
from projections.placed import Placed
from projections.rows import Rows
from projections.view import View, stream_row

_metadata = MetaData()

OUTCOMES = Table(
    "intake_outcomes",
    _metadata,
    key("topic_id"),
    key("partition", Integer),
    key("outcome", Text),
    count("records"),
    schema="intake_ledger",
)
"""`outcome` is attached, parked, unattached or applied: the first place, whatever came later."""

PLACING = Table(
    "intake_placing",
    _metadata,
    key("message_id"),
    identity("topic_id"),
    count("partition"),
    schema="intake_ledger",
)
"""Where each message without a case came from, until the next event says what it became."""

view = View("intake_ledger", 1, OUTCOMES, PLACING)

origin = stream_row(PLACING)


@view.on(message.MessageReceived)
def receive(rows: Rows, at: Placed[message.MessageReceived]) -> None:
    source = at.event.source
    if at.event.case_id is not None:
        rows.add(OUTCOMES, (source.topic_id, source.partition, "attached"), records=1)
        return
    rows.put(PLACING, at.stream_id, topic_id=source.topic_id, partition=source.partition)


@view.on(message.MessageParked, origin)
def park(rows: Rows, at: Placed[message.MessageParked]) -> None:
    _place(rows, at, "parked")


@view.on(message.MessageLeftUnattached, origin)
def leave(rows: Rows, at: Placed[message.MessageLeftUnattached]) -> None:
    _place(rows, at, "unattached")


def _place(rows: Rows, at: Placed[Any], outcome: str) -> None:
    came = rows.need(PLACING, at.stream_id)
    rows.add(OUTCOMES, (came["topic_id"], came["partition"], outcome), records=1)


def apply(rows: Rows, at: Placed[Any]) -> None:
    """A record that changed something that was there: an echo, a receipt, a survey answer."""
    source = at.event.source
    rows.add(OUTCOMES, (source.topic_id, source.partition, "applied"), records=1)


for each in (message.MessageEchoed, message.DeliveryReported, SurveyAnswered):
    view.on(each)(apply)
