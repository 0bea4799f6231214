from __future__ import annotations

from domain.policy.aggregate import Appointments, PublishedPolicy
from domain.policy.events import PolicyAppointed, PolicyPublished
from domain.policy.reference import PolicyReference
from tests.support.scenario import Scenario, by

ANN = by("agent:ann")
FIRST = PolicyPublished("ours", 1, "{}", "aa")
GENERAL = PolicyAppointed("deployment", "", "ours", 1)
OF_CARE = PolicyAppointed("group", "care", "theirs", 2)


def test_each_other_document_is_the_next_version() -> None:
    policy = Scenario(PublishedPolicy).given(FIRST)
    policy.when(lambda p: p.publish("ours", "{ }", "bb", shipped=False, cause=ANN))
    policy.then(PolicyPublished("ours", 2, "{ }", "bb"))
    assert policy.answer == 2


def test_the_newest_document_again_is_no_new_version() -> None:
    policy = Scenario(PublishedPolicy).given(FIRST)
    policy.when(lambda p: p.publish("ours", "{}", "aa", shipped=False, cause=ANN)).then()
    assert policy.answer == 1


def test_going_back_to_an_older_document_is_a_new_version() -> None:
    policy = Scenario(PublishedPolicy).given(FIRST, PolicyPublished("ours", 2, "{ }", "bb"))
    policy.when(lambda p: p.publish("ours", "{}", "aa", shipped=False, cause=ANN))
    policy.then(PolicyPublished("ours", 3, "{}", "aa"))


def test_a_group_comes_before_the_deployment() -> None:
    appointments = Scenario(Appointments).given(GENERAL, OF_CARE).aggregate
    assert appointments.for_group("care") == PolicyReference("theirs", 2)
    assert appointments.for_group("sales") == PolicyReference("ours", 1)
    assert appointments.for_group(None) == PolicyReference("ours", 1)


def test_without_an_appointment_there_is_none() -> None:
    appointments = Scenario(Appointments).given(OF_CARE).aggregate
    assert appointments.for_group("sales") is None


def test_appointing_the_same_again_records_nothing() -> None:
    Scenario(Appointments).given(GENERAL).when(lambda a: a.appoint(GENERAL, cause=ANN)).then()
