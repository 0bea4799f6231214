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
    silent,
    take_part,
)
from tests.properties.policies import POLICIES


def must_not_be_final(case: Case) -> None:
    if case["category"] in FINAL:
        raise Refused("case_is_final")


def bind(model: Model, name: str) -> None:
    """No policy for the profile strands or doubles an open case."""
    policy = POLICIES[name]
    for pair in model.pairs.values():
        live = [case for case in pair["cases"] if is_open(case)]
        threads = [case for case in live if case["slot"] and not case["slot"].startswith("own ")]
        if len(live) > 1 if policy["one"] else threads and not policy["threads"]:
            raise Refused("binding_refused")
    model.policy = name


def answer(model: Model, case: Case, at: datetime, *, chosen: bool) -> None:
    must_not_be_final(case)
    if phase_of(case, at) not in LIVE:
        raise Refused("case_takes_no_messages")
    if case["policy"]["chooses"] and not chosen and model.holds_messages(case):
        raise Refused("reply_target_required")
    case["answers"] += 1
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


def open_by_hand(model: Model, customer: str, at: datetime) -> Case:
    """The first case of a pair takes what comes without a thread, if the policy groups by more
    than authors; any other serves nobody's slot."""
    policy, pair = POLICIES[model.policy], model.pair(customer)
    shared = policy["one"] or (not policy["authors"] and not pair["cases"])
    slot = "" if shared else own_slot(model)
    return model.open(customer, at, slot, group="service", priority="low")


def escalate(model: Model, message: dict[str, Any], at: datetime) -> Case:
    if message.get("place") != "parked":
        raise Refused("message_not_parked")
    policy, pair = POLICIES[model.policy], model.pair(message["customer"])
    slot = model.slot(message, pair)
    alone = policy["private"] and not message["private"]
    case = newest_open(pair) if policy["one"] else None if alone else pair["slots"].get(slot)
    if case and not policy["one"] and (not is_open(case) or silent(case, at)):
        case = None
    if case is None:
        if not policy["one"] and (alone or policy["authors"]):
            slot = own_slot(model)
        case = model.open(message["customer"], at, slot, group="service")
    case["last"] = max(case["last"], at)
    take_part(case, message)
    message.update(place="attached", case=case)
    return case


def own_slot(model: Model) -> str:
    return f"own {len(model.cases())}"


def create_child(model: Model, parent: Case, customer: str, at: datetime) -> Case:
    must_be_able_to_have_children(parent)
    beside = newest_open(model.pair(customer)) is not None
    slot = own_slot(model) if beside else ""
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
