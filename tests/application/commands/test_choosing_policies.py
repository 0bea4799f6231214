from __future__ import annotations

import json

import pytest

from application.policies.presets import preset
from domain.policy.commands import AppointPolicy, PublishPolicy
from domain.policy.document import canonical, digest
from domain.policy.errors import (
    InvalidPolicy,
    PolicyFieldUnsupported,
    PresetsAreOurs,
    UnknownPolicy,
    UnknownScope,
)
from domain.profile.commands import SetAllowedLateness, SetProfilePolicy
from domain.profile.errors import NegativeLateness, ProfileExists, UnknownProfile
from tests.support.controls import Engine, variation
from tests.support.controls_channel import Channel, hours


def policy_of_a_new_case(engine: Engine, customer: str = "ann") -> str:
    care = Channel(partition=abs(hash(customer)) % 10_000)
    engine.hear(care, care.message(f"m-{customer}", customer=customer))
    policy = engine.open_case(customer).policy
    assert policy is not None
    return f"{policy.policy_id}:{policy.version}"


def test_the_lookup_goes_from_profile_to_group_to_deployment_to_the_built_in(
    engine: Engine,
) -> None:
    engine.profile(None, group="service")
    assert policy_of_a_new_case(engine, "ann") == "builtin:1"
    engine.do(AppointPolicy(scope="deployment", policy_id="deskie"))
    assert policy_of_a_new_case(engine, "bob") == "deskie:1"
    engine.do(AppointPolicy(scope="group", target="service", policy_id="creatio"))
    assert policy_of_a_new_case(engine, "eve") == "creatio:1"
    engine.do(SetProfilePolicy(profile_id="care", policy_id="emplifi"))
    assert policy_of_a_new_case(engine, "joe") == "emplifi:1"


def test_a_case_keeps_the_version_it_was_opened_under(engine: Engine) -> None:
    engine.profile(engine.policy("ours", grace={"length": "1h"}))
    care = Channel()
    engine.hear(care, care.message("1"))
    engine.policy("ours", grace={"length": "infinite"})
    engine.do(SetProfilePolicy(profile_id="care", policy_id="ours"))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(5)))
    first, second = engine.cases()
    assert first.policy is not None
    assert second.policy is not None
    assert (first.policy.version, second.policy.version) == (1, 2)
    bound = engine.events("case.policy_bound")
    assert bound[0].hash != bound[1].hash


def test_what_is_hashed_is_what_is_stored(engine: Engine) -> None:
    engine.profile("emplifi")
    published = {each.policy_id: each for each in engine.events("policy.published")}
    stored = published["emplifi"]
    assert stored.hash == digest(stored.document.encode()) == digest(canonical(preset("emplifi")))
    assert stored.shipped


def test_a_policy_is_versioned_by_its_bytes(engine: Engine) -> None:
    for length, version in (("1h", 1), ("1h", 1), ("2h", 2), ("1h", 3)):
        document = variation("ours", grace={"length": length})
        outcome = engine.do(PublishPolicy(policy_id="ours", document=document))
        assert outcome.facts["version"] == version


@pytest.mark.parametrize("named", ["ours", "emplifi"])
@pytest.mark.parametrize("name", ["emplifi", "builtin"])
def test_the_shipped_policies_are_not_overwritten(engine: Engine, name: str, named: str) -> None:
    with pytest.raises(PresetsAreOurs):
        engine.do(PublishPolicy(policy_id=named, document=variation(name)))
    assert engine.store.position() == 0


def test_command_and_document_name_the_same_policy(engine: Engine) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        engine.do(PublishPolicy(policy_id="ours", document=variation("theirs")))
    assert refused.value.facts["field"] == "id"


def test_what_no_rule_reads_is_refused_not_ignored(engine: Engine) -> None:
    document = json.loads(variation("ours")) | {"reopen": {"sla": "restart"}}
    with pytest.raises(PolicyFieldUnsupported) as refused:
        engine.do(PublishPolicy(policy_id="ours", document=json.dumps(document)))
    assert refused.value.facts["field"] == "reopen.sla"


def test_unknown_policies_versions_and_scopes_are_refused(engine: Engine) -> None:
    engine.profile(None)
    for refused in (
        SetProfilePolicy(profile_id="care", policy_id="none"),
        SetProfilePolicy(profile_id="care", policy_id="emplifi", policy_version=2),
        SetProfilePolicy(profile_id="care", policy_id="emplifi", policy_version=0),
        AppointPolicy(scope="deployment", policy_id="none"),
    ):
        with pytest.raises(UnknownPolicy):
            engine.do(refused)
    for scope, target in (("queue", "a"), ("group", ""), ("deployment", "a")):
        with pytest.raises(UnknownScope):
            engine.do(AppointPolicy(scope=scope, target=target, policy_id="emplifi"))


def test_profiles_are_registered_once_and_known_by_name(engine: Engine) -> None:
    engine.profile("emplifi")
    engine.profile("emplifi")
    assert len(engine.events("profile.registered")) == 1
    with pytest.raises(ProfileExists):
        engine.profile("emplifi", channel="sms")
    with pytest.raises(UnknownProfile):
        engine.do(SetAllowedLateness(profile_id="none", allowed_lateness=1.0))
    with pytest.raises(NegativeLateness):
        engine.do(SetAllowedLateness(profile_id="care", allowed_lateness=-1.0))
