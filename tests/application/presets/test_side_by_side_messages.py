"""What the same messages do under each preset."""

from __future__ import annotations

from typing import Any

import pytest

from application.policies.presets import preset
from domain.case.commands import ChangeStatus, OpenCase
from domain.contact.commands import AccountName, AddContact, JoinContacts
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.side_by_side import side_by_side

DAY = 24
FILED: dict[str, Any] = {"topic": "delivery", "title": "Late", "priority": "high"}


@pytest.fixture
def care(engine: Engine, preset: str) -> Channel:
    engine.profile(preset)
    return Channel()


def cases_of(engine: Engine, *messages: str) -> int:
    """Over how many cases these messages are spread."""
    return len({engine.message(each).case_id for each in messages})


def what_became(engine: Engine, message: str) -> str:
    """`appended` to the first case, `reopened` with it, put into `another` case, or `parked`."""
    found, first = engine.message(message).case_id, engine.cases()[0]
    if found is None:
        return str(engine.message(message).place)
    if found != first.id:
        return "another"
    return "reopened" if engine.events("case.reopened") else "appended"


@side_by_side("identity.key", deskie=1, qualtrics=1, emplifi=2, creatio=1, bright_pattern=1)
def test_the_accounts_of_one_contact_share_cases_or_do_not(
    engine: Engine, care: Channel, expected: int
) -> None:
    ann, bea = (
        engine.do(AddContact(accounts=(AccountName("care", name),))).facts["contact_id"]
        for name in ("ann", "bea")
    )
    engine.do(JoinContacts(contact_id=ann, other_id=bea))
    engine.hear(care, care.message("1"), care.message("2", hours(1), customer="bea"))
    assert cases_of(engine, "1", "2") == expected


@side_by_side(
    "grouping.auto_create.only_private_1to1",
    deskie="attached",
    qualtrics="parked",
    emplifi="attached",
    creatio="attached",
    bright_pattern="attached",
)
def test_a_public_message_opens_a_case_or_waits_for_a_person(
    engine: Engine, care: Channel, expected: str
) -> None:
    engine.hear(care, care.message("1", private=False))
    assert engine.message("1").place == expected


@side_by_side("grouping.key", deskie=2, qualtrics=1, emplifi=1, creatio=2, bright_pattern=2)
def test_two_threads_of_a_customer_are_one_case_or_two(
    engine: Engine, care: Channel, expected: int
) -> None:
    engine.hear(
        care,
        care.message("1", thread={"id": "t-1"}),
        care.message("2", hours(1), thread={"id": "t-2"}),
        care.message("3", hours(2), thread={"id": "t-1"}),
    )
    assert cases_of(engine, "1", "2", "3") == expected
    assert cases_of(engine, "1", "3") == 1


@side_by_side("grouping.idle_split", deskie=1, qualtrics=2, emplifi=1, creatio=1, bright_pattern=1)
@pytest.mark.parametrize("days", [28, 1_000])
def test_silence_ends_a_matter_or_does_not(
    engine: Engine, care: Channel, expected: int, days: int
) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(days * DAY)))
    assert cases_of(engine, "1", "2") == expected
    assert engine.cases()[0].is_open


@side_by_side(
    "on_customer_message.waiting_customer",
    deskie=("Pending", "Open"),
    emplifi=("Pending", "Open"),
    creatio=("Waiting for response", "Reopened"),
    bright_pattern=("Pending", "Pending"),
)
def test_a_customer_answers_what_waited_for_him(
    engine: Engine, care: Channel, expected: tuple[str, str]
) -> None:
    waits, then = expected
    engine.hear(care, care.message("1"))
    engine.do(ChangeStatus(case_id=engine.open_case().id, status=waits))
    engine.hear(care, care.message("2", hours(1)))
    assert (engine.open_case().status, cases_of(engine, "1", "2")) == (then, 1)


@side_by_side(
    "on_customer_message.resolved_in_grace",
    deskie="reopened",
    qualtrics="another",
    emplifi="reopened",
    creatio="reopened",
    bright_pattern="reopened",
)
def test_a_customer_writes_within_the_grace(engine: Engine, care: Channel, expected: str) -> None:
    engine.hear(care, care.message("1"))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(1)))
    assert what_became(engine, "2") == expected


@side_by_side(
    "on_customer_message.resolved_after_grace",
    deskie="reopened",
    qualtrics="another",
    emplifi="parked",
    creatio="reopened",
    bright_pattern="another",
)
def test_a_customer_writes_a_thousand_days_after_the_resolve(
    engine: Engine, care: Channel, expected: str
) -> None:
    engine.hear(care, care.message("1"))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(1_000 * DAY)))
    assert what_became(engine, "2") == expected


@side_by_side(
    "grace.length",
    deskie=(1_000.0, None),
    qualtrics=(None, 0.0),
    emplifi=(2.9, 3.0),
    creatio=(1_000.0, None),
    bright_pattern=(13.9, 14.0),
)
def test_the_grace_has_its_last_day(
    engine: Engine, care: Channel, expected: tuple[float | None, float | None]
) -> None:
    for customer, days, comes_back in zip(("ann", "bob"), expected, (True, False), strict=True):
        if days is None:
            continue
        engine.hear(care, care.message(f"{customer}-1", customer=customer))
        case = engine.resolve(hours(2_000), customer)
        at = hours(2_000 + days * DAY)
        engine.hear(care, care.message(f"{customer}-2", at, customer=customer))
        assert engine.case(case.id).is_open is comes_back


@side_by_side(
    "on_customer_message.final",
    deskie=("Closed", "another"),
    emplifi=("Spam", "parked"),
    creatio=("Closed", "another"),
    bright_pattern=("Closed", "another"),
)
def test_a_customer_writes_to_a_case_that_is_final(
    engine: Engine, care: Channel, expected: tuple[str, str]
) -> None:
    status, became = expected
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    engine.do(ChangeStatus(case_id=case.id, status=status), at=hours(1))
    engine.hear(care, care.message("2", hours(2)))
    assert engine.case(case.id).is_final
    assert what_became(engine, "2") == became


@pytest.mark.policy("qualtrics", "on_customer_message.waiting_customer")
@pytest.mark.policy("qualtrics", "on_customer_message.final")
@pytest.mark.parametrize(
    ("category", "became"), [("waiting_customer", "appended"), ("closed", "another")]
)
def test_qualtrics_with_a_status_that_it_does_not_ship(
    engine: Engine, category: str, became: str
) -> None:
    """None of the shipped ones waits or is final, so these phases need a status of one's own."""
    shipped = preset("qualtrics").model_dump(mode="json")["statuses"]
    own = {"name": "Own", "category": category, "final": category == "closed"}
    changes: dict[str, Any] = {"statuses": [*shipped, own]}
    engine.profile(engine.policy("ours", "qualtrics", **changes))
    care = Channel()
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    engine.do(ChangeStatus(case_id=case.id, status="Own"), at=hours(1))
    engine.hear(care, care.message("2", hours(2)))
    assert engine.case(case.id).status == "Own"
    assert what_became(engine, "2") == became


@side_by_side(
    "grouping.one_open_case",
    deskie=2,
    qualtrics=2,
    creatio=2,
    bright_pattern=2,
)
def test_a_person_opens_a_case_beside_an_open_one(
    engine: Engine, care: Channel, expected: int
) -> None:
    engine.hear(care, care.message("1"))
    engine.do(OpenCase(profile_id="care", customer_id="ann", **FILED))
    assert [case.is_open for case in engine.cases()] == [True] * expected
