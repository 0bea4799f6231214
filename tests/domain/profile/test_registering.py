from __future__ import annotations

import msgspec
import pytest

from domain.profile.aggregate import Profile
from domain.profile.errors import NegativeLateness, ProfileExists
from domain.profile.events import AllowedLatenessSet, ProfilePolicySet, ProfileRegistered
from tests.support.scenario import Scenario, by

REGISTERED = ProfileRegistered("care", "email", "imap", 3600.0)
ANN = by("agent:ann")


def test_a_profile_is_registered_once() -> None:
    Scenario(Profile).when(lambda p: p.register(REGISTERED, cause=ANN)).then(REGISTERED)
    same = Scenario(Profile).given(REGISTERED)
    same.when(lambda p: p.register(REGISTERED, cause=ANN)).then()


def test_a_profile_stays_on_its_channel() -> None:
    other = msgspec.structs.replace(REGISTERED, channel="sms")
    profile = Scenario(Profile).given(REGISTERED).when(lambda p: p.register(other, cause=ANN))
    profile.then_rejected(ProfileExists, profile="care", channel="email")


def test_a_policy_is_set_only_to_another_one() -> None:
    profile = Scenario(Profile).given(REGISTERED)
    profile.when(lambda p: p.set_policy("emplifi", 1, cause=ANN))
    profile.then(ProfilePolicySet("emplifi", 1))
    same = Scenario(Profile).given(REGISTERED, ProfilePolicySet("emplifi", 1))
    same.when(lambda p: p.set_policy("emplifi", 1, cause=ANN)).then()


def test_lateness_may_be_unlimited_and_never_negative() -> None:
    profile = Scenario(Profile).given(REGISTERED)
    profile.when(lambda p: p.set_allowed_lateness(None, cause=ANN)).then(AllowedLatenessSet(None))
    profile = Scenario(Profile).given(REGISTERED)
    profile.when(lambda p: p.set_allowed_lateness(-1.0, cause=ANN))
    profile.then_rejected(NegativeLateness, field="allowed_lateness")


@pytest.mark.parametrize("seconds", [-0.001, -3600.0])
def test_registering_with_negative_lateness_is_refused(seconds: float) -> None:
    bad = msgspec.structs.replace(REGISTERED, allowed_lateness=seconds)
    profile = Scenario(Profile).when(lambda p: p.register(bad, cause=ANN))
    profile.then_rejected(NegativeLateness)
