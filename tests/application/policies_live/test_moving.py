"""Many open cases move in batches, and a command that was broken off goes on."""

from __future__ import annotations

from application.policies.moving import batches
from tests.application.policies_live.given import ADA, bind, look, threaded
from tests.support.controls import Engine


def test_a_command_that_was_broken_off_does_the_rest(engine: Engine) -> None:
    threaded(engine, **{f"c{number}": ["x"] for number in range(7)})
    bind(engine, "creatio")
    plan = list(batches(look(engine).move, ADA.id, size=3))
    assert [len(each.command.case_ids) for each in plan] == [3, 3, 1]
    engine.do(plan[0].command, actor=ADA, id=plan[0].command_id)

    rest = look(engine)
    assert (len(rest.keep), len(rest.move)) == (3, 4)
    for each in batches(rest.move, ADA.id, size=3):
        engine.do(each.command, actor=ADA, id=each.command_id)
    assert len(engine.events("case.policy_rebound")) == 7
    assert look(engine).move == []


def test_the_same_batch_has_the_same_id_until_something_changed(engine: Engine) -> None:
    """So that an answer that got lost is no second move, and moving back and forth is possible."""
    threaded(engine, ann=["x"])
    ids = set()
    for policy in ("creatio", "threads", "creatio"):
        bind(engine, policy)
        (batch,) = batches(look(engine).move, ADA.id)
        (again,) = batches(look(engine).move, ADA.id)
        assert batch == again
        ids.add(batch.command_id)
        first = engine.do(batch.command, actor=ADA, id=batch.command_id)
        assert len(first.facts["moved"]) == 1
        assert engine.do(batch.command, actor=ADA, id=batch.command_id).repeated
    assert len(ids) == 3
