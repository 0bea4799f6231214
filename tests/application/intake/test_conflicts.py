from __future__ import annotations

import pytest
from eventsourcing.persistence import OperationalError

from application.beside import StalePosition
from application.intake.intake import Outage
from domain.case.commands import AssignCase, OpenCase, ResolveCase
from domain.profile.commands import SetProfilePolicy
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.controls_interference import interfere, raises

AWAY = OperationalError("the server closed the connection unexpectedly")
Patch = pytest.MonkeyPatch


def test_a_message_meets_the_case_as_the_agent_left_it(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    engine.hear(care, care.message("1"))
    case = engine.open_case()

    def resolve() -> None:
        engine.do(ResolveCase(case_id=case.id), at=hours(1))

    interfere(monkeypatch, engine.store, resolve)
    assert engine.hear(care, care.message("2", hours(2))).attached == 1
    assert engine.events("case.message_attached")[-1].decision.action == "append_reopen"
    assert engine.open_case().id == case.id


def test_a_case_that_an_agent_opened_meanwhile_takes_the_message(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    def open_it() -> None:
        engine.do(OpenCase(profile_id="care", customer_id="ann"))

    interfere(monkeypatch, engine.store, open_it)
    engine.hear(care, care.message("1"), care.message("2", hours(1)))
    (case,) = engine.cases()
    assert case.origin == "manual"
    assert engine.message("1").case_id == engine.message("2").case_id == case.id


def test_a_policy_set_meanwhile_holds_for_the_new_case(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    set_policy = SetProfilePolicy(profile_id="care", policy_id="creatio")
    interfere(monkeypatch, engine.store, lambda: engine.do(set_policy))
    engine.hear(care, care.message("1"))
    pinned = engine.open_case().policy
    assert pinned is not None
    assert pinned.policy_id == "creatio"


def test_only_the_touched_conversations_are_decided_again(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    assign = AssignCase(case_id=case.id, assignee="agent:bob")
    interfere(monkeypatch, engine.store, lambda: engine.do(assign))
    engine.hear(care, care.message("2", hours(1)), care.message("b", customer="bob"))
    assert engine.open_case("bob").number == str(int(case.number) + 1)
    assert engine.open_case().assignee == "agent:bob"


def test_an_agent_who_writes_without_end_does_not_hold_up_the_others(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    engine.hear(care, care.message("1"))
    case, turn = engine.open_case(), iter(range(1_000))

    def assign() -> None:
        engine.do(AssignCase(case_id=case.id, assignee=f"agent:{next(turn)}"))

    messages = [care.message(f"m{n}", hours(1), customer=f"c{n}") for n in range(7)]
    messages.insert(3, care.message("2", hours(1)))
    records = care.records(*messages)
    interfere(monkeypatch, engine.store, assign, times=1_000)
    with pytest.raises(Outage):
        engine.take(*records)
    taken = [n for n in range(3) if engine.cases(f"c{n}")]
    assert taken == [0, 1, 2]
    monkeypatch.undo()
    assert engine.take(*records).attached == 5
    assert len(engine.events("message.received")) == 9


def test_a_zombies_batch_is_rejected_whole(engine: Engine, care: Channel) -> None:
    zombie = engine.another_intake()
    first, second = care.record(care.message("1")), care.record(care.message("2", hours(1)))
    zombie.take([first])
    engine.take(second)
    position = engine.store.position()
    with pytest.raises(StalePosition):
        zombie.take([second, care.record(care.message("3", hours(2)))])
    assert engine.store.position() == position
    fresh = zombie.take([second, care.record(care.message("4", hours(3)), offset=2)])
    assert fresh.attached == 1


def test_while_the_database_is_away_nothing_is_parked_and_the_batch_is_taken_later(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    records = care.records(care.message("1"), care.message("2", hours(1)))
    interfere(monkeypatch, engine.store, raises(AWAY))
    with pytest.raises(Outage):
        engine.take(*records)
    assert engine.store.ledger.positions() == []
    assert engine.store.ledger.held() == []
    assert engine.take(*records).attached == 2


def test_a_commit_whose_answer_was_lost_is_not_made_again(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    records = care.records(care.message("1"), care.message("2", hours(1)))
    interfere(monkeypatch, engine.store, then=raises(AWAY))
    with pytest.raises(Outage):
        engine.take(*records)
    assert engine.take(*records).outcomes.total() == 0
    assert len(engine.events("message.received")) == 2
    (position,) = engine.store.ledger.positions()
    assert (position.next_offset, position.duplicates) == (2, 0)


def test_two_workers_on_one_pair_open_one_case(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    elsewhere, other = Channel(partition=1), engine.another_intake()

    def faster() -> None:
        monkeypatch.undo()
        other.take(elsewhere.records(elsewhere.message("2")))

    interfere(monkeypatch, engine.store, faster)
    engine.hear(care, care.message("1"))
    assert len(engine.cases()) == 1
    assert engine.message("1").case_id == engine.message("2").case_id


def test_two_workers_with_the_same_message_take_it_once(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    elsewhere, other = Channel(partition=1), engine.another_intake()

    def faster() -> None:
        monkeypatch.undo()
        other.take(elsewhere.records(elsewhere.message("1")))

    interfere(monkeypatch, engine.store, faster)
    assert engine.hear(care, care.message("1")).duplicate == 1
    assert len(engine.events("message.received")) == 1
