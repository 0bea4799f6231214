"""What comes for a merged case goes on to its target, and whoever was merged may name it."""

from __future__ import annotations

import pytest

from domain.case.aggregate import Case
from domain.case.commands import (
    AnswerCase,
    CloseCase,
    EscalateMessage,
    OpenCase,
    ResolveCase,
)
from tests.application.merging.acting import case_of, detach, merge, opened, threads, write
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


def attached(engine: Engine, message: str) -> Case:
    return case_of(engine, message)


def test_what_comes_for_a_merged_case_goes_to_its_target(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    merge(engine, one, two)
    write(engine, care, "3", 1, thread={"id": "thread of 1"})
    assert attached(engine, "3").id == two.id
    decision = engine.events("case.message_attached")[-1].decision
    assert (decision.located_case, decision.located_by) == (two.id, "slot")
    assert (decision.phase, decision.forwarded_from) == ("open", one.id)
    assert len(engine.cases()) == 2


def test_a_chain_of_merges_is_followed_to_its_end(engine: Engine) -> None:
    care = threads(engine)
    one, two, three = (opened(engine, care, id) for id in "123")
    merge(engine, one, two)
    merge(engine, two, three)
    write(engine, care, "4", 1, thread={"case_number": one.number})
    assert attached(engine, "4").id == three.id


@pytest.mark.parametrize("named", ["one", "two"])
def test_the_number_of_either_leads_either_customer_to_the_target(
    engine: Engine, named: str
) -> None:
    """A number leads to one case for ever (B-20, invariant 5)."""
    care = threads(engine)
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    number = {"one": anns, "two": bobs}[named].number
    for id, customer in (("3", "ann"), ("4", "bob")):
        thread = {"id": f"new {id}", "case_number": number}
        write(engine, care, id, 1, customer=customer, thread=thread)
        assert attached(engine, id).id == bobs.id
        decision = engine.events("case.message_attached")[-1].decision
        assert (decision.located_by, decision.rejected) == ("case_number", ())


def test_two_customers_whose_cases_went_to_a_third_name_each_others(engine: Engine) -> None:
    care = threads(engine)
    ann, bob, cora = (opened(engine, care, name, customer=name) for name in ("ann", "bob", "cora"))
    merge(engine, ann, cora)
    merge(engine, bob, cora)
    thread = {"id": "new", "case_number": bob.number}
    write(engine, care, "4", 1, customer="ann", thread=thread)
    assert attached(engine, "4").id == cora.id


def test_a_stranger_who_quotes_a_merged_number_is_not_let_in(engine: Engine) -> None:
    care = threads(engine)
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    thread = {"id": "new", "case_number": anns.number}
    eves = write(engine, care, "3", 1, customer="eve", thread=thread)
    assert eves is not None
    assert eves.id not in (anns.id, bobs.id)
    assert engine.events("case.message_attached")[-1].decision.rejected == ("case_number",)


def test_a_reply_to_an_answer_of_the_target_reaches_the_target(engine: Engine) -> None:
    care = threads(engine)
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    answer = engine.do(AnswerCase(case_id=bobs.id, text="On its way."), at=hours(1)).facts
    echo = care.message("x-1", hours(1.1), by="agent", outbound_id=answer["message_id"])
    engine.hear(care, echo)
    reply = {"id": "new", "in_reply_to": "x-1"}
    write(engine, care, "3", 2, customer="ann", thread=reply)
    assert attached(engine, "3").id == bobs.id


def test_a_settled_target_is_reopened_in_its_own_conversation(engine: Engine) -> None:
    care = threads(engine, grace={"length": "24h"})
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    engine.do(ResolveCase(case_id=bobs.id), at=hours(1))
    write(engine, care, "3", 2, thread={"id": "thread of 1"})
    assert engine.conversation("bob").open_cases == [bobs.id]
    assert engine.conversation("ann").open_cases == []
    assert attached(engine, "3").id == bobs.id


def test_past_its_end_the_customer_gets_a_new_case_of_his_own(engine: Engine) -> None:
    care = threads(engine)
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    engine.do(CloseCase(case_id=bobs.id), at=hours(1))
    write(engine, care, "3", 2, thread={"id": "thread of 1"})
    new = attached(engine, "3")
    assert (new.customer_id, new.origin) == ("ann", "inbound")
    decision = engine.events("case.message_attached")[-1].decision
    assert (decision.phase, decision.located_case) == ("final", bobs.id)


def test_silence_in_the_target_ends_it_where_the_policy_says_so(engine: Engine) -> None:
    idle = {"idle_split": {"after": "48h", "boundary": ">=", "then": "auto_resolve"}}
    engine.profile(engine.policy("quiet", grouping={"one_open_case": False} | idle))
    care = Channel()
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    new = write(engine, care, "3", 100)
    assert engine.case(bobs.id).category == "resolved"
    assert engine.conversation("bob").open_cases == []
    assert new is not None
    assert new.customer_id == "ann"


def test_a_pair_with_one_open_case_goes_on_in_the_other_customers(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    write(engine, care, "3", 1)
    assert attached(engine, "3").id == bobs.id


@pytest.mark.parametrize("one_open", [True, False])
def test_a_parked_message_is_escalated_into_the_target(engine: Engine, one_open: bool) -> None:
    engine.profile(engine.policy("mine", grouping={"one_open_case": one_open}))
    care = Channel()
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    write(engine, care, "3", 1)
    detach(engine, "3")
    engine.do(EscalateMessage(message_id=engine.message_id("3")))
    assert attached(engine, "3").id == bobs.id


def test_an_agents_own_case_goes_before_the_target(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    anns, bobs = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, anns, bobs)
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    write(engine, care, "3", 1)
    assert attached(engine, "3").customer_id == "ann"


def test_an_agents_message_on_the_channel_goes_to_the_target_too(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    merge(engine, one, two)
    engine.hear(care, care.message("3", hours(1), by="agent", thread={"id": "thread of 1"}))
    assert attached(engine, "3").id == two.id
