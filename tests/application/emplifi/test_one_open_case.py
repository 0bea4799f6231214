"""At most one open case per customer and profile, whichever way a case opens (E-09)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from domain.case.commands import (
    ChangeStatus,
    CloseCase,
    CreateChild,
    EscalateMessage,
    OpenCase,
    ReopenCase,
)
from domain.case.deleting_commands import DeleteCase, RestoreCase
from domain.case.merging_commands import MergeCases, MoveMessage, SplitCase, UnmergeCase
from domain.case.rebinding_commands import RebindCases
from domain.contact.commands import AccountName, AddContact
from domain.conversation.errors import AnotherCaseIsOpen
from domain.errors import Rejection
from domain.profile.commands import SetProfilePolicy
from tests.application.commands.test_at_once import at_once, made
from tests.support.controls import Engine, on_postgres
from tests.support.controls_channel import Channel, hours

pytestmark = pytest.mark.requirement("E-09")


@pytest.fixture
def stored(postgres_url: str) -> Iterator[Engine]:
    """On PostgreSQL, where workers meet."""
    with (opened := on_postgres(postgres_url)).store:
        yield opened


def open_numbers(engine: Engine, customer: str = "ann") -> list[str]:
    kept = engine.conversation(customer)
    return [engine.case(each).number for each in kept.cases if engine.case(each).is_open]


def refused(engine: Engine, command: Any, **facts: Any) -> None:
    with pytest.raises(AnotherCaseIsOpen) as why:
        engine.do(command)
    assert {name: why.value.facts[name] for name in facts} == facts


@pytest.mark.postgres
@pytest.mark.slow
def test_two_consumers_at_once_open_one_case(stored: Engine) -> None:
    """The same customer's messages on two partitions: nothing rests on the record key."""
    stored.profile("emplifi")
    workers = [(stored.another_intake(), Channel(partition=each)) for each in (0, 1)]
    for round in range(6):
        gate = Barrier(2)

        def hear(worker: Any, gate: Barrier = gate, round: int = round) -> int:
            intake, channel = worker
            message = channel.message(
                f"{round}-{channel.partition}", hours(round), customer=f"c-{round}"
            )
            gate.wait(10)
            return int(intake.take(channel.records(message)).attached)

        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(hear, workers)) == [1, 1]
        assert len(stored.conversation(f"c-{round}").cases) == 1


@pytest.mark.postgres
@pytest.mark.slow
def test_people_and_a_consumer_at_once_open_one_case(stored: Engine) -> None:
    """Reopening, restoring, escalating and opening by hand, all for one customer."""
    stored.profile("emplifi")
    care = Channel()
    for round in range(4):
        who, start = f"c-{round}", round * 1_000.0
        stored.hear(care, care.message(f"{round}-1", hours(start), customer=who))
        gone = stored.open_case(who)
        stored.now = max(stored.now, hours(start + 1))
        stored.do(DeleteCase(case_id=gone.id, reason="x"))
        stored.hear(care, care.message(f"{round}-2", hours(start + 2), customer=who))
        resolved = stored.resolve(hours(start + 3), who)
        stored.hear(care, care.message(f"{round}-3", hours(start + 300), customer=who))
        stored.now = hours(start + 301)
        outcomes = at_once(
            stored,
            ReopenCase(case_id=resolved.id),
            RestoreCase(case_id=gone.id),
            EscalateMessage(message_id=stored.message_id(f"{round}-3")),
            OpenCase(profile_id="care", customer_id=who),
        )
        assert len(open_numbers(stored, who)) == 1
        assert made(outcomes)


def test_a_split_would_open_a_second_one(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)), care.message("2", hours(1)))
    case = engine.open_case()
    split = SplitCase(case_id=case.id, message_id=engine.message_id("2"))
    refused(engine, split, number=case.number)
    engine.resolve(hours(2))
    engine.now = hours(3)
    engine.do(split)
    assert len(open_numbers(engine)) == 1
    refused(engine, ReopenCase(case_id=case.id))


def test_a_merge_leaves_one_and_taking_it_back_opens_no_second(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", hours(0)), care.message("b", customer="bob"))
    mine, his = engine.open_case(), engine.open_case("bob")
    engine.do(MergeCases(case_id=mine.id, into_id=his.id))
    assert open_numbers(engine) == []
    engine.hear(care, care.message("2", hours(1)))
    assert engine.message("2").case_id == his.id
    other = engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["number"]
    refused(engine, UnmergeCase(case_id=mine.id), number=other)
    assert open_numbers(engine) == [other]


def test_moving_a_message_opens_nothing(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    old = engine.resolve(hours(1))
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    engine.hear(care, care.message("2", hours(2)))
    engine.do(MoveMessage(message_id=engine.message_id("2"), case_id=old.id))
    assert open_numbers(engine) == [engine.open_case().number]


def test_a_child_for_the_same_customer_has_no_room_beside_its_parent(engine: Engine) -> None:
    links = {"kinds": ["parent_child"], "child_channels": "can_initiate"}
    engine.profile(engine.policy("ours", "emplifi", link=links), can_initiate=True)
    parent = engine.do(OpenCase(profile_id="care", customer_id="ann")).facts
    id = engine.case(parent["case_id"]).id
    refused(
        engine,
        CreateChild(parent_id=id, profile_id="care", customer_id="ann"),
        number=parent["number"],
    )
    engine.do(CreateChild(parent_id=id, profile_id="care", customer_id="bob"))


def test_no_status_leads_out_of_done_past_the_rule(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    old = engine.resolve(hours(1))
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    with pytest.raises(Rejection):
        engine.do(ChangeStatus(case_id=old.id, status="Open"))
    assert len(open_numbers(engine)) == 1


def test_joined_accounts_of_a_person_have_one_between_them(engine: Engine) -> None:
    engine.profile(engine.policy("persons", "emplifi", identity={"key": "merged_person"}))
    care = Channel()
    ann, bea = AccountName("care", "ann"), AccountName("care", "bea")
    engine.hear(care, care.message("1", hours(0)), care.message("2", hours(0), customer="bea"))
    refused(engine, AddContact(accounts=(ann, bea)))
    old = engine.resolve(hours(1), "bea")
    engine.do(AddContact(accounts=(ann, bea)))
    refused(engine, ReopenCase(case_id=old.id), number=engine.open_case().number)
    refused(engine, OpenCase(profile_id="care", customer_id="bea"))
    engine.do(DeleteCase(case_id=old.id, reason="x"))
    engine.do(RestoreCase(case_id=old.id))
    assert len(engine.conversation().open_cases) == 1


def test_accounts_that_a_contact_names_stay_customers_of_their_own(
    engine: Engine, care: Channel
) -> None:
    """Where the platform's account is the customer (E-07)."""
    names = tuple(AccountName("care", each) for each in ("ann", "bea"))
    engine.do(AddContact(accounts=names))
    engine.hear(care, care.message("1"), care.message("2", customer="bea"))
    assert engine.open_case().id != engine.open_case("bea").id


def test_an_older_case_under_a_freer_policy_comes_back_to_no_second_place(
    engine: Engine,
) -> None:
    """Whatever it had been opened under, the profile allows one by now."""
    many = engine.policy("many", grouping={"one_open_case": False}, grace={"length": "infinite"})
    engine.profile(many)
    care = Channel()
    engine.hear(care, care.message("1", hours(0)))
    old = engine.resolve(hours(1))
    closed = engine.case(engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["case_id"])
    engine.do(DeleteCase(case_id=closed.id, reason="x"))
    engine.do(SetProfilePolicy(profile_id="care", policy_id="emplifi"))
    new = engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["number"]
    refused(engine, ReopenCase(case_id=old.id), number=new)
    refused(engine, RestoreCase(case_id=closed.id), number=new)
    engine.hear(care, care.message("2", hours(2)))
    assert open_numbers(engine) == [new]


def test_two_open_cases_do_not_move_to_a_policy_that_allows_one(engine: Engine) -> None:
    engine.profile(engine.policy("many", grouping={"one_open_case": False}))
    ids = [
        engine.case(engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["case_id"]).id
        for _ in range(2)
    ]
    with pytest.raises(Rejection):
        engine.do(SetProfilePolicy(profile_id="care", policy_id="emplifi"))
    engine.do(CloseCase(case_id=ids[0]))
    engine.do(SetProfilePolicy(profile_id="care", policy_id="emplifi"))
    engine.do(RebindCases(case_ids=(ids[1],)))
    assert len(open_numbers(engine)) == 1
