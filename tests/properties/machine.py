"""Customers, agents, time and policies in any order, against a model that knows no events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.case import commands as c
from domain.errors import Rejection
from domain.profile.commands import SetProfilePolicy
from tests.properties import agents, invariants
from tests.properties.comparing import cases_of_engine, cases_of_model, places
from tests.properties.drawing import (
    ANY,
    AUTHORS,
    CUSTOMERS,
    ENDINGS,
    MESSAGES,
    PLAIN,
    SPANS,
    THREADS,
    delivery,
    with_text,
)
from tests.properties.model import Case, Model, Refused, is_open
from tests.properties.policies import OWN, POLICIES
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel

NAMES = st.sampled_from(sorted(POLICIES))


class Routing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now, self.ids, commands = NOON, count(1), count(1)
        self.engine = Engine(new_id=lambda: f"command-{next(commands)}")
        self.model = Model()
        self.care = Channel()
        self.published: list[dict[str, Any]] = []
        self.answers: list[tuple[str, Case]] = []
        for name, changes in OWN.items():
            self.engine.policy(name, **changes)
        self.engine.profile("emplifi", can_initiate=True, group="service")

    @initialize(policy=NAMES)
    def begin(self, policy: str) -> None:
        self.set_policy(policy)

    @rule(policy=NAMES)
    def set_policy(self, policy: str) -> None:
        command = SetProfilePolicy(profile_id="care", policy_id=policy)
        self._do(command, lambda: agents.bind(self.model, policy))

    @rule(conversations=st.sampled_from([1, 2, 1_000]))
    def restart_the_worker(self, conversations: int) -> None:
        """With room for as many conversations in memory."""
        self.engine.intake = self.engine.another_intake(conversations=conversations)

    @rule(batch=st.lists(MESSAGES, min_size=1, max_size=4))
    def write(self, batch: list[dict[str, Any]]) -> None:
        sent = [
            delivery(each, f"m-{next(self.ids)}", self.now, self.model, self.care) for each in batch
        ]
        self.published += sent
        self._deliver(sent)

    @rule(hours=SPANS, customer=CUSTOMERS, thread=THREADS)
    def write_later(self, hours: float, customer: str, thread: str) -> None:
        """A plain message after some silence."""
        self._let_time_pass(hours)
        self.write([PLAIN | {"customer": customer, "thread": thread}])

    @precondition(lambda self: self.model.cases())
    @rule(which=ANY, how=ENDINGS, hours=SPANS, by=AUTHORS, named=st.booleans())
    def end_and_write(self, which: int, how: str, hours: float, by: str, named: bool) -> None:
        """Somebody writes in a case some time after it ended."""
        case = self._case(which)
        self._finish(case, how)
        self._let_time_pass(hours)
        message = {"customer": case["customer"], "who": by, "thread": case["slot"][:3]}
        number = which % len(self.model.cases()) + len(self.model.cases()) if named else None
        self.write([PLAIN | message | {"number": number}])

    @precondition(lambda self: self.published)
    @rule(which=ANY, text=st.sampled_from([None, None, "other", "another"]))
    def deliver_again(self, which: int, text: str | None) -> None:
        self._deliver([with_text(self.published[which % len(self.published)], text)])

    @rule(customer=CUSTOMERS)
    def open_by_hand(self, customer: str) -> None:
        self._do(
            c.OpenCase(
                profile_id="care", customer_id=customer, topic="t", title="By hand", priority="low"
            ),
            lambda: agents.open_by_hand(self.model, customer, self.now),
        )

    @rule(customer=CUSTOMERS, policy=NAMES, thread=THREADS)
    def open_by_hand_and_write(self, customer: str, policy: str, thread: str) -> None:
        self.set_policy(policy)
        self.open_by_hand(customer)
        self.write([PLAIN | {"customer": customer, "thread": thread}])

    @rule(policy=NAMES, later=NAMES, hours=SPANS, private=st.booleans(), which=ANY)
    def fall_silent(self, policy: str, later: str, hours: float, private: bool, which: int) -> None:
        """A policy of another day meets a case that nobody wrote in, and which is named."""
        self.set_policy(policy)
        self.write([PLAIN])
        self.set_policy(later)
        self._let_time_pass(hours)
        self._learn_ids()
        count = len(self.model.cases())
        number = which % count + count if count and which % 2 else None
        self.write([PLAIN | {"private": private, "number": number}])

    @precondition(lambda self: self.model.cases())
    @rule(which=ANY, choose=ANY)
    def answer(self, which: int, choose: int) -> None:
        """Sometimes a certain message of the case."""
        case = self._case(which)
        held = [id for id, m in self.model.first.items() if m.get("place") and m["case"] is case]
        chosen = self.engine.message_id(held[choose % len(held)]) if held and choose % 4 else None
        facts = self._do(
            c.AnswerCase(case_id=case["id"], text="We look into it.", in_reply_to=chosen),
            lambda: agents.answer(self.model, case, self.now, chosen=chosen is not None),
        )
        if facts:
            self.answers.append((facts["message_id"], case))

    @precondition(lambda self: self.answers)
    @rule(which=ANY, again=st.booleans(), native=st.booleans())
    def echo(self, which: int, again: bool, native: bool) -> None:
        """Under a new id, one that it had before, or one that it was taken under without ours."""
        outbound_id, case = self.answers[which % len(self.answers)]
        id = f"x-{outbound_id}" if again else f"x-{next(self.ids)}"
        taken = [each for each, m in self.model.first.items() if m.get("who") != "customer"]
        if native and taken:
            id = taken[which % len(taken)]
        shown = self.care.message(
            id, self.now, customer=case["customer"], by="agent", outbound_id=outbound_id
        )
        expected = self.model.show(id, case)
        assert dict(self.engine.hear(self.care, shown).outcomes) == {expected: 1}

    @precondition(lambda self: self.model.cases())
    @rule(which=ANY, assignee=st.sampled_from(["agent:ann", "agent:bob", None]))
    def assign(self, which: int, assignee: str | None) -> None:
        case = self._case(which)
        command = c.AssignCase(case_id=case["id"], assignee=assignee, clear=assignee is None)
        self._do(command, lambda: agents.assign(case, assignee))

    @precondition(lambda self: self.model.cases())
    @rule(which=ANY, status=ANY, hours=SPANS)
    def change_status(self, which: int, status: int, hours: float) -> None:
        case = self._case(which)
        statuses, back = case["policy"]["statuses"], case["policy"]["reopened"][0]
        waiting = statuses.get("waiting_customer", back)
        names = [waiting, waiting, waiting, *statuses.values(), back, "Fancy"]
        name = names[status % len(names)]
        command = c.ChangeStatus(case_id=case["id"], status=name)
        self._do(command, lambda: agents.change_status(case, name, self.now))
        self._let_time_pass(hours)
        self.write([PLAIN | {"customer": case["customer"], "thread": case["slot"][:3]}])

    @precondition(lambda self: self.model.cases())
    @rule(which=ANY)
    def reopen(self, which: int) -> None:
        case = self._case(which)
        self._do(c.ReopenCase(case_id=case["id"]), lambda: agents.reopen(self.model, case))

    @precondition(lambda self: self.model.cases())
    @rule(which=ANY, hours=SPANS)
    def go_back_to(self, which: int, hours: float) -> None:
        """An older case is taken up again after all that came later ended."""
        case = self._case(which)
        for other in self.model.pair(case["customer"])["cases"]:
            if other is not case and is_open(other):
                self._finish(other, "resolved")
        self._do(c.ReopenCase(case_id=case["id"]), lambda: agents.reopen(self.model, case))
        self._let_time_pass(hours)
        self.write([PLAIN | {"customer": case["customer"], "thread": case["slot"][:3]}])

    @precondition(lambda self: self.published)
    @rule(which=ANY, parked=st.booleans())
    def escalate(self, which: int, parked: bool) -> None:
        waiting = [id for id, each in self.model.first.items() if each.get("place") == "parked"]
        known = [each["wire"]["id"] for each in self.published]
        among = waiting if parked and waiting else known
        id = among[which % len(among)]
        message = self.model.first[id]
        command = c.EscalateMessage(message_id=self.engine.message_id(id))
        self._do(command, lambda: agents.escalate(self.model, message, self.now))

    @precondition(lambda self: self.model.cases())
    @rule(what=st.sampled_from(["child", "link", "detach"]), one=ANY, other=ANY, who=CUSTOMERS)
    def tie(self, what: str, one: int, other: int, who: str) -> None:
        case, second, now = self._case(one), self._case(other), self.now
        if what == "child":
            command: Any = c.CreateChild(parent_id=case["id"], profile_id="care", customer_id=who)
            self._do(command, lambda: agents.create_child(self.model, case, who, now))
        elif what == "link":
            command = c.LinkChild(parent_id=case["id"], child_id=second["id"])
            self._do(command, lambda: agents.link(case, second))
        else:
            self._do(c.DetachChild(child_id=case["id"]), lambda: agents.detach(case))

    @invariant()
    def the_engine_is_where_the_model_is(self) -> None:
        self._learn_ids()
        for customer, pair in self.model.pairs.items():
            if pair["cases"]:
                assert cases_of_engine(self.engine, customer) == cases_of_model(pair["cases"])
        assert places(self.engine) == {
            name: (message["place"], message["case"]["id"] if message["case"] else None)
            for name, message in self.model.messages.items()
        }

    @invariant()
    def the_invariants_hold(self) -> None:
        log = self.engine.store.read_log(limit=100_000)
        cases = [self.engine.case(each["id"]) for each in self.model.cases()]
        invariants.nothing_enters_a_final_case(log)
        invariants.every_message_is_in_exactly_one_place(log)
        invariants.no_case_is_both_parent_and_child(cases)
        invariants.the_fold_is_the_state(self.engine.intake, log)
        one = {name for name, policy in POLICIES.items() if policy["one"]}
        for customer, pair in self.model.pairs.items():
            if pair["cases"]:
                talk = self.engine.conversation(customer)
                invariants.one_case_is_open(cases, talk, one)

    def teardown(self) -> None:
        invariants.the_views_say_the_same(self.engine, self.engine.store.read_log(limit=100_000))

    def _let_time_pass(self, hours: float) -> None:
        self.now += timedelta(hours=hours)
        self.engine.now = self.now

    def _finish(self, case: Case, how: str) -> None:
        command: Any = {
            "resolved": c.ResolveCase,
            "closed": c.CloseCase,
            "canceled": c.CancelCase,
        }[how]
        self._do(command(case_id=case["id"]), lambda: agents.finish(case, how, self.now))

    def _deliver(self, sent: list[dict[str, Any]]) -> None:
        expected = [self.model.receive(dict(each["model"])) for each in sent]
        before = self.engine.store.position()
        taken = self.engine.hear(self.care, *[each["wire"] for each in sent])
        assert sorted(taken.outcomes.elements()) == sorted(expected)
        if all(each["model"]["auto"] for each in sent):
            written = self.engine.store.read_log(after=before, limit=1_000)
            invariants.automatic_messages_change_nothing([w.recorded.event for w in written])

    def _do(self, command: Any, expected: Callable[[], Any]) -> dict[str, Any] | None:
        """The engine does what the model does, or refuses for the reason that the model gives."""
        code, position = None, self.engine.store.position()
        try:
            expected()
        except Refused as refused:
            code = str(refused)
        if code is None:
            return self.engine.do(command).facts
        with pytest.raises(Rejection) as rejected:
            self.engine.do(command)
        assert (rejected.value.code, self.engine.store.position()) == (code, position)
        return None

    def _case(self, which: int) -> Case:
        cases = self.model.cases()
        return cases[which % len(cases)]

    def _learn_ids(self) -> None:
        for customer, pair in self.model.pairs.items():
            if pair["cases"]:
                found = self.engine.cases(customer)
                assert len(found) == len(pair["cases"])
                for case, made in zip(pair["cases"], found, strict=True):
                    case.update(id=made.id, number=made.number)
