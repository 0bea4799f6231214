"""What should become of messages and commands, on plain dictionaries: no events, no engine."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.properties.policies import POLICIES

OPEN = ("new", "open", "waiting_customer", "on_hold")
FINAL = ("closed", "canceled", "spam")
LIVE = ("open", "waiting_customer", "resolved_in_grace")
Case = dict[str, Any]


class Refused(Exception):
    """Holds the code that the engine should refuse with."""


class Model:
    """`pairs` holds per customer the cases in order of opening and who serves which slot."""

    def __init__(self) -> None:
        self.policy = "emplifi"
        self.pairs: dict[str, dict[str, Any]] = {}
        self.messages: dict[tuple[str, str], dict[str, Any]] = {}
        self.first: dict[str, dict[str, Any]] = {}

    def pair(self, customer: str) -> dict[str, Any]:
        return self.pairs.setdefault(customer, {"cases": [], "slots": {}})

    def cases(self) -> list[Case]:
        return [case for pair in self.pairs.values() for case in pair["cases"]]

    def receive(self, message: dict[str, Any]) -> str:
        """One delivery of a message; the same words under the same id are the same message."""
        name = (message["id"], message["text"])
        if name in self.messages:
            return "duplicate"
        if message["who"] != "customer" and self.is_ours(message["id"]):
            return "duplicate"
        place, case = self._place(message)
        self.messages[name] = message | {"place": place, "case": case}
        self.first.setdefault(message["id"], self.messages[name])
        return place

    def show(self, id: str, case: Case) -> str:
        """The channel shows an answer of ours, given in `case`, under its own id. What it showed
        under that id before was the same message."""
        if self.is_ours(id):
            return "duplicate"
        if id in self.first:
            self.first[id].update(place=None, case=None)
        self.first[id] = {"case": case}
        return "applied"

    def is_ours(self, id: str) -> bool:
        return id in self.first and "place" not in self.first[id]

    def holds_messages(self, case: Case) -> bool:
        return case["answers"] > 0 or any(m["case"] is case for m in self.messages.values())

    def _place(self, m: dict[str, Any]) -> tuple[str, Case | None]:
        pair = self.pair(m["customer"])
        m["slot"] = self.slot(m, pair)
        case = self._located(m, pair)
        phase = phase_of(case, m["at"]) if case else "none"
        if m["who"] != "customer":
            lives = case is not None and phase in LIVE
            return self._attach(m, case, counts=not m["auto"]) if lives else ("unattached", None)
        if m["auto"]:
            lives = case is not None and phase in LIVE
            return self._attach(m, case, counts=False) if lives else ("parked", None)
        if case is None:
            return self._create(m)
        if phase in ("open", "waiting_customer") and silent(case, m["at"]):
            return self._split(m, case, phase)
        return self._react(m, case, phase)

    def slot(self, m: dict[str, Any], pair: dict[str, Any]) -> str:
        newest = newest_open(pair)
        if newest is not None:
            slot: str = m["thread"] if newest["policy"]["threads"] else ""
            if slot in pair["slots"]:
                return slot
        return m["thread"] if POLICIES[self.policy]["threads"] else ""

    def _located(self, m: dict[str, Any], pair: dict[str, Any]) -> Case | None:
        newest, now = newest_open(pair), POLICIES[self.policy]
        served: Case | None = pair["slots"].get(m["slot"])
        if now["private"] and not m["private"]:
            served = None
        answered = self.first.get(m["answers"], {}).get("case")
        named = next((case for case in (m["names"], answered) if case and admits(case, m)), None)
        if newest and (now["one"] or any(c and c["policy"]["one"] for c in (named, served))):
            return newest
        for case in (named, served):
            if case and phase_of(case, m["at"]) in LIVE:
                return case
        return served or named

    def _create(self, m: dict[str, Any]) -> tuple[str, Case | None]:
        return self._fresh(m) if POLICIES[self.policy]["creates"] else ("parked", None)

    def _fresh(self, m: dict[str, Any], after: Case | None = None) -> tuple[str, Case | None]:
        if POLICIES[self.policy]["private"] and not m["private"]:
            return "parked", None
        case = self.open(m["customer"], m["at"], m["slot"], group="service")
        if after:
            case.update(group=after["group"], priority=after["priority"])
        return self._attach(m, case)

    def _split(self, m: dict[str, Any], case: Case, phase: str) -> tuple[str, Case | None]:
        one = case["policy"]["one"] or POLICIES[self.policy]["one"]
        if one and sum(map(is_open, self.pair(m["customer"])["cases"])) > 1:
            return self._react(m, case, phase)
        policy = POLICIES[self.policy]
        parked = not policy["creates"] or (policy["private"] and not m["private"])
        if not parked and (one or case["policy"]["then"] == "auto_resolve"):
            settle(case, "resolved", m["at"])
        return self._create(m)

    def _react(self, m: dict[str, Any], case: Case, phase: str) -> tuple[str, Case | None]:
        action = "append" if phase == "open" else case["policy"][phase]
        if action in ("new_case", "new_followup_case"):
            return self._fresh(m, case if action == "new_followup_case" else None)
        if action in ("park", "reject_with_reply"):
            return "parked", None
        if action == "append_reopen" and phase != "open":
            self.wake(case)
        return self._attach(m, case, counts=action != "append_silent")

    def _attach(
        self, m: dict[str, Any], case: Case | None, *, counts: bool = True
    ) -> tuple[str, Case | None]:
        assert case is not None
        if counts:
            case["last"] = max(case["last"], m["at"])
        take_part(case, m)
        return "attached", case

    def open(self, customer: str, at: datetime, slot: str, **more: Any) -> Case:
        policy = POLICIES[self.policy]
        if policy["one"] and newest_open(self.pair(customer)):
            raise Refused("another_case_is_open")
        category = "new" if "new" in policy["statuses"] else "open"
        case = {
            "customer": customer,
            "policy": policy,
            "slot": slot,
            "category": category,
            "status": policy["statuses"][category],
            "last": at,
            "resolved": None,
            "first_resolved": None,
            "assignee": None,
            "group": None,
            "priority": "normal",
            "parent": None,
            "children": [],
            "others": set(),
            "answers": 0,
        } | more
        pair = self.pair(customer)
        pair["cases"].append(case)
        pair["slots"][slot] = case
        return case

    def wake(self, case: Case) -> None:
        """Reopened by whomever; a case that is open again gets its slot back."""
        if not is_open(case):
            pair = self.pair(case["customer"])
            if case["policy"]["one"] and newest_open(pair):
                raise Refused("another_case_is_open")
            pair["slots"][case["slot"]] = case
        case["status"], case["category"] = case["policy"]["reopened"]
        case["resolved"] = None
        if case["policy"]["clear"]:
            case["assignee"] = None


def newest_open(pair: dict[str, Any]) -> Case | None:
    return next((case for case in reversed(pair["cases"]) if is_open(case)), None)


def admits(case: Case, m: dict[str, Any]) -> bool:
    """A case is its customer's, and where cases go by threads also theirs who take part in it."""
    if case["customer"] == m["customer"]:
        return True
    return case["policy"]["threads"] and author(m) in case["others"]


def take_part(case: Case, m: dict[str, Any]) -> None:
    if m["who"] in ("customer", "third_party"):
        case["others"].add(author(m))
    case["others"] |= {m["copy"].lower()} - {""}


def author(m: dict[str, Any]) -> str:
    return m["customer"] if m["who"] == "customer" else f"{m['who']}-1"


def is_open(case: Case) -> bool:
    return case["category"] in OPEN


def settle(case: Case, category: str, at: datetime) -> None:
    case["category"], case["status"] = category, case["policy"]["statuses"][category]
    if category == "resolved":
        case["resolved"] = at
        case["first_resolved"] = case["first_resolved"] or at


def silent(case: Case, at: datetime) -> bool:
    idle = case["policy"]["idle"]
    return idle is not None and at - case["last"] >= idle


def phase_of(case: Case, at: datetime) -> str:
    if case["category"] in FINAL:
        return "final"
    if case["category"] == "resolved":
        policy = case["policy"]
        began = case["resolved"] if policy["each_done"] else case["first_resolved"]
        gone = max(timedelta(0), at - began)
        return "resolved_in_grace" if gone < policy["grace"] else "resolved_after_grace"
    return "waiting_customer" if case["category"] == "waiting_customer" else "open"
