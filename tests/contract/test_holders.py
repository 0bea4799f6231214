"""Who holds which open case, and a decision that rests on how many: the same on every backend."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from application.assigning.holding import Holding, Loads, expected_loads
from application.beside import Beside, ChangedMeanwhile
from application.intake.verdict import Verdict
from application.store import Store
from tests.contract.backends import InMemory, OnPostgres, OnPostgres15
from tests.contract.given import event

ONE, TWO, WORKLOAD = UUID(int=1), UUID(int=2), UUID(int=9)


def expecting(**loads: int) -> Beside:
    return Beside(loads=Loads(WORKLOAD, loads))


class Promises:
    def test_a_case_is_the_load_of_its_last_holder(self, store: Store, another: Store) -> None:
        store.commit([], Beside(holdings=[Holding(ONE, None, "ann"), Holding(TWO, None, "ann")]))
        store.commit([], Beside(holdings=[Holding(ONE, "ann", "bob"), Holding(ONE, "bob", "cid")]))
        assert another.ledger.all_loads() == {"ann": 1, "cid": 1}
        assert another.ledger.loads(["ann", "bob"]) == {"ann": 1, "bob": 0}
        store.commit([], Beside(holdings=[Holding(TWO, "ann", None)]))
        assert another.ledger.all_loads() == {"cid": 1}

    def test_loads_as_expected_let_a_decision_through(self, store: Store) -> None:
        store.commit([], Beside(holdings=[Holding(ONE, None, "ann")]))
        store.commit([event()], expecting(ann=1, bob=0))
        assert len(store.read_log()) == 1

    @pytest.mark.parametrize("load", [-1, 0, 2])
    def test_other_loads_reject_it_whole(self, store: Store, load: int) -> None:
        store.commit([], Beside(holdings=[Holding(ONE, None, "ann")]))
        with pytest.raises(ChangedMeanwhile) as changed:
            store.commit([event(uuid4())], expecting(ann=load))
        assert changed.value.streams == {WORKLOAD}
        assert not changed.value.holds
        assert store.read_log() == []


class TestInMemory(InMemory, Promises):
    pass


class TestOnPostgres(OnPostgres, Promises):
    pass


class TestOnPostgres15(OnPostgres15, Promises):
    pass


def verdict(loads: dict[str, int] | None = None, *holdings: Holding) -> Verdict:
    seen = Loads(WORKLOAD, loads) if loads is not None else None
    return Verdict("attached", holdings=holdings, loads=seen)


def test_decisions_of_one_batch_expect_what_was_stored_before_all_of_them() -> None:
    first = verdict({"ann": 3, "bob": 3}, Holding(ONE, None, "ann"))
    second = verdict({"ann": 4, "bob": 3}, Holding(TWO, None, "bob"))
    assert expected_loads([first, verdict(), second]) == Loads(WORKLOAD, {"ann": 3, "bob": 3})
    assert expected_loads([verdict(), verdict(None, Holding(ONE, "ann", None))]) is None


def test_decisions_that_do_not_fit_each_other_fit_nothing_that_is_stored() -> None:
    first = verdict({"ann": 3}, Holding(ONE, None, "ann"))
    stale = verdict({"ann": 3})
    found = expected_loads([first, stale])
    assert found is not None
    assert found.expected["ann"] < 0
