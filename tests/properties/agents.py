"""What should become of commands: the change in the model, or the code of the refusal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.properties.model import (
    FINAL,
    LIVE,
    OPEN,
    Case,
    Model,
    Refused,
    is_open,
    newest_open,
    phase_of,
    settle,
)
from tests.properties.policies import POLICIES


def must_not_be_final(case: Case) -> None:
    if case["category"] in FINAL:
        raise Refused("case_is_final")


def answer(case: Case, at: datetime) -> None:
    must_not_be_final(case)
    if phase_of(case, at) not in LIVE:
        raise Refused("case_takes_no_messages")
    case["last"] = max(case["last"], at)


def assign(case: Case, assignee: str | None) -> None:
    must_not_be_final(case)
    case["assignee"] = assignee


def finish(case: Case, category: str, at: datetime) -> None:
    """Resolve, close or cancel."""
    must_not_be_final(case)
    if category == "resolved" and not is_open(case):
        raise Refused("case_not_open")
    if category not in case["policy"]["statuses"]:
        raise Refused("no_such_status")
    settle(case, category, at)


def change_status(case: Case, name: str, at: datetime) -> None:
    must_not_be_final(case)
    policy = case["policy"]
    named = {status: category for category, status in policy["statuses"].items()}
    named.setdefault(*policy["reopened"])
    if name not in named:
        raise Refused("no_such_status")
    if name == case["status"]:
        return
    if named[name] in OPEN:
        if not is_open(case):
            raise Refused("case_not_open")
        case["status"], case["category"] = name, named[name]
    else:
        finish(case, named[name], at)


def reopen(model: Model, case: Case) -> None:
    must_not_be_final(case)
    if case["category"] not in ("resolved", "waiting_customer"):
        raise Refused("case_already_open")
    model.wake(case)


def escalate(model: Model, message: dict[str, Any], at: datetime) -> Case:
    if message["place"] != "parked":
        raise Refused("message_not_parked")
    case = newest_open(model.pair(message["customer"]))
    policy = POLICIES[model.policy]
    if case is None or not policy["one"]:
        slot = message["thread"] if policy["threads"] else ""
        case = model.open(message["customer"], at, slot, group="service")
    case["last"] = max(case["last"], at)
    message.update(place="attached", case=case)
    return case


def create_child(model: Model, parent: Case, customer: str, at: datetime) -> Case:
    must_be_able_to_have_children(parent)
    beside = newest_open(model.pair(customer)) is not None
    slot = f"child beside {len(model.cases())}" if beside else ""
    inherited = {name: parent[name] for name in ("group", "assignee", "priority")}
    child = model.open(customer, at, slot, **inherited, parent=parent)
    parent["children"].append(child)
    return child


def link(parent: Case, child: Case) -> None:
    must_be_able_to_have_children(parent)
    if parent is child:
        raise Refused("cannot_link_to_itself")
    if child["parent"] is not None:
        raise Refused("already_has_parent")
    if child["children"]:
        raise Refused("parent_cannot_be_child")
    child["parent"] = parent
    parent["children"].append(child)


def detach(child: Case) -> None:
    parent = child["parent"]
    if parent is None:
        raise Refused("not_linked")
    parent["children"] = [each for each in parent["children"] if each is not child]
    child["parent"] = None


def must_be_able_to_have_children(parent: Case) -> None:
    if not parent["policy"]["children"]:
        raise Refused("link_not_allowed")
    if parent["parent"] is not None:
        raise Refused("child_cannot_be_parent")
