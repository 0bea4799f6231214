"""Whose a case counts as that an agent began, and whether it waits for a first answer."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Engine as Database

from application.actor import Actor
from bootstrap.database import open_engine
from domain.case.commands import AnswerCase, AssignCase, CreateChild, DetachChild
from domain.case.starting_commands import StartCase
from projections.catalog import VIEWS
from projections.queries.days import Period
from projections.queries.statistics import Numbers, report
from projections.reading import Reader
from projections.runner import Runner
from tests.support.controls import Engine, on_postgres
from tests.support.controls_channel import NOON, Channel, hours
from tests.support.listed import Log

pytestmark = pytest.mark.postgres
BOB, EVE = Actor("agent:bob", "os-user:bob"), Actor("agent:eve", "os-user:eve")


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    opened = on_postgres(postgres_url)
    with opened.store:
        yield opened


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = open_engine(postgres_url)
    yield opened
    opened.dispose()


def counted(engine: Engine, database: Database) -> Numbers:
    """Of the mailbox, on the day of noon."""
    Runner(database, Log(engine), VIEWS).catch_up()
    with Reader(database).reading() as reading:
        return report(reading, Period(NOON.date(), NOON.date())).totals["care"]


def child(engine: Engine) -> UUID:
    command = CreateChild(parent_id=engine.open_case().id, profile_id="care", customer_id="depot")
    made = engine.do(command, actor=BOB)
    return UUID(made.facts["case_id"])


@pytest.mark.requirement("D-60")
def test_a_child_counts_as_received_for_who_created_it_whoever_has_it(
    engine: Engine, database: Database, care: Channel
) -> None:
    del care
    made = child(engine)
    engine.do(AssignCase(case_id=made, assignee="eve"))
    engine.do(StartCase(customer_id="x", profile_id="care"), actor=EVE)
    numbers = counted(engine, database)
    assert numbers.received_by_agent == {"bob": 1, "eve": 1}
    assert numbers.created == {"inbound": 1, "child": 1, "manual": 1}
    assert numbers.received_inbound == 1


@pytest.mark.requirement("D-58")
@pytest.mark.requirement("D-59")
@pytest.mark.requirement("D-61")
def test_what_an_agent_began_waits_for_no_first_answer_also_when_detached(
    engine: Engine, database: Database, care: Channel
) -> None:
    made = child(engine)
    engine.do(AnswerCase(case_id=made, text="Where is it?"), at=hours(1))
    other = child(engine)
    engine.do(DetachChild(child_id=other), at=hours(1))
    engine.hear(care, care.message("d-1", hours(2), customer="depot"))
    engine.do(AnswerCase(case_id=other, text="Thanks."), at=hours(3))
    new = engine.do(StartCase(customer_id="x", profile_id="care")).facts["case_id"]
    engine.do(AnswerCase(case_id=UUID(new), text="Hello."), at=hours(4))
    assert counted(engine, database).first_response.count == 0
    engine.do(AnswerCase(case_id=engine.open_case().id, text="Soon."), at=hours(5))
    numbers = counted(engine, database)
    assert numbers.first_response.count == numbers.received_inbound == 1
    assert numbers.first_response.median == 5 * 3600
    assert numbers.received_by_agent == {"bob": 2, "ann": 1}
