"""A policy of one's own from a file: a repair shop, from the record to the query."""

from __future__ import annotations

from datetime import datetime

import pytest

from application.policies.reading import load_yaml
from domain.case.aggregate import Case
from domain.case.commands import AssignCase, ChangeStatus, ResolveCase, UpdateCase
from domain.case.rebinding_commands import RebindCases
from domain.policy.commands import PublishPolicy
from domain.policy.document import canonical, checked
from domain.profile.commands import SetProfilePolicy
from projections.as_of import cases_at
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter
from tests.scenarios.log import EngineLog
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.environment import ROOT

FILE = ROOT / "docs" / "examples" / "own-policy.yaml"


class Shop:
    def __init__(self) -> None:
        self.engine = Engine()
        self.mailbox = Channel()
        policy = load_yaml(FILE.read_text(encoding="utf-8"))
        document = canonical(policy).decode()
        self.engine.do(PublishPolicy(policy_id="repair-shop", document=document))
        self.engine.profile("repair-shop")

    def writes(self, id: str, device: str, at: datetime) -> None:
        thread = {"id": device, "subject": device}
        self.engine.hear(self.mailbox, self.mailbox.message(id, at, thread=thread))

    def listed(self) -> dict[str, CaseRow]:
        """By title, in order of opening; as the case list tells it."""
        log = EngineLog(self.engine)
        found = cases_at(
            log, log.position(), CaseFilter(customer_id="ann"), sort="created", descending=False
        )
        return {f"{each.title} {each.number}": each for each in found.cases}

    def case(self, place: int) -> Case:
        return self.engine.cases()[place]


@pytest.mark.requirement("B-25")
def test_a_month_at_the_repair_shop() -> None:
    shop = Shop()

    # GIVEN a customer who brought two devices
    shop.writes("1", "toaster", hours(0))
    shop.writes("2", "kettle", hours(1))
    first, second = shop.listed().values()
    assert (first.status, second.status) == ("Received", "Received")
    assert (first.policy_id, first.policy_version) == ("repair-shop", 1)

    # WHEN somebody repairs the toaster and asks about the kettle, and the customer answers
    engine = shop.engine
    toaster, kettle = shop.case(0).id, shop.case(1).id
    engine.do(AssignCase(case_id=toaster, assignee="anna"), at=hours(2))
    engine.do(UpdateCase(case_id=toaster, add_labels=("warranty",)), at=hours(2))
    engine.do(ChangeStatus(case_id=toaster, status="Waiting for part"), at=hours(3))
    engine.do(ChangeStatus(case_id=kettle, status="Question to customer"), at=hours(3))
    shop.writes("3", "kettle", hours(4))

    # THEN the answer is in the kettle's case alone, which goes on
    first, second = shop.listed().values()
    assert (first.status, first.messages_in) == ("Waiting for part", 1)
    assert (second.status, second.messages_in) == ("Complained about", 2)

    # WHEN the toaster is handed out, and the customer complains within the week
    engine.do(ResolveCase(case_id=toaster), at=hours(10))
    shop.writes("4", "toaster", hours(10 + 167))

    # THEN the same case goes on, with the same agent
    first, _ = shop.listed().values()
    assert (first.status, first.assignee, first.reopens) == ("Complained about", "anna", 1)

    # WHEN it is handed out again and he writes when the week is over
    engine.do(ResolveCase(case_id=toaster), at=hours(200))
    shop.writes("5", "toaster", hours(200 + 168))

    # THEN a follow-up case is there, with the label of the first, and each is told of the other
    first, _, third = shop.listed().values()
    assert first.status == "Handed out"
    assert (third.origin, third.status, third.labels) == ("follow_up", "Received", ["warranty"])
    assert third.original_number == first.number
    assert first.follow_ups == [third.number]


@pytest.mark.requirement("B-25")
def test_the_shop_renames_its_statuses_while_cases_are_open() -> None:
    # GIVEN an open case under the first version
    shop = Shop()
    shop.writes("1", "toaster", hours(0))
    before = load_yaml(FILE.read_text(encoding="utf-8")).model_dump(mode="json", by_alias=True)
    before["statuses"][0]["name"] = "At the counter"

    # WHEN the second version calls its first status otherwise and the shop follows it
    document = canonical(checked(before)).decode()
    shop.engine.do(PublishPolicy(policy_id="repair-shop", document=document))
    shop.engine.do(SetProfilePolicy(profile_id="care", policy_id="repair-shop"))
    shop.writes("2", "kettle", hours(1))

    # THEN the old case keeps its version, and the new one has the new word
    first, second = shop.listed().values()
    assert (first.status, first.policy_version) == ("Received", 1)
    assert (second.status, second.policy_version) == ("At the counter", 2)

    # WHEN somebody says that it shall follow, too
    shop.engine.do(RebindCases(case_ids=(shop.case(0).id,)))

    # THEN it does, its status is called as the new version calls it, and it counts as no reopen
    first, _ = shop.listed().values()
    assert (first.status, first.policy_version, first.reopens) == ("At the counter", 2, 0)
