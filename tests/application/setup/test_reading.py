"""What is wrong with a setup is said with its place and its rule, all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from application.setup.document import SECTIONS, read_setup
from application.setup.errors import InvalidSetup
from application.setup.profiles import FOR_EVER, GivenProfile
from domain.definition.kinds import KINDS
from domain.profile.commands import RegisterProfile
from tests.application.setup.given import HERE, TEAM, apply
from tests.support.controls import Engine


def problems(text: str, folder: Path = HERE) -> list[tuple[str, str]]:
    with pytest.raises(InvalidSetup) as refused:
        read_setup(text, folder)
    found = refused.value.facts["problems"]
    assert isinstance(found, tuple)
    assert (refused.value.facts["field"], refused.value.facts["problem"]) == found[0]
    return list(found)


def test_every_kind_of_definition_has_its_section() -> None:
    assert [each.name for each in SECTIONS][: len(KINDS)] == [k.PLURAL for k in KINDS.values()]


def test_every_field_of_a_profile_can_be_given() -> None:
    renamed = {"policy_id": "policy", "allowed_lateness": "lateness"}
    wanted = {renamed.get(each, each) for each in RegisterProfile.__struct_fields__}
    assert wanted - {"profile_id"} <= set(GivenProfile.model_fields)
    assert set(FOR_EVER) <= wanted


@pytest.mark.parametrize(
    ("text", "place", "rule"),
    [
        ("agentz: {}", "agentz", "is no section of a setup; there are services, agents"),
        ("agents: [anna]", "agents", "must be a block with an id for each item"),
        ("agents: {7: {}}", "agents.7", "must be text; put the id into quotes"),
        ("agents: {anna: 7}", "agents.anna", "must be a block of fields"),
        ("agents: {anna: {rolez: []}}", "agents.anna.rolez", "is not a field of the agent"),
        ("agents: {anna: {capacity: many}}", "agents.anna.capacity", "integer"),
        ("agents: {'an na': {}}", "agents.an na", "pattern"),
        ("policies: {ours: {grace: {length: x}}}", "policies.ours.grace.length", "write 28d"),
        ("policies: {ours: {grace: {}, x: 1}}", "policies.ours.x", "is not a field of a policy"),
        ("policies: {ours: {id: x}}", "policies.ours.id", "stands before the block"),
        ("policies: {ours: {file: none.yaml}}", "policies.ours.file", "No such file"),
        ("policies: {ours: {file: a, grace: {}}}", "policies.ours.file", "no other field"),
        ("profiles: {care: {channel: email}}", "profiles.care.connector", "is required"),
        (
            "profiles: {care: {channel: email, connector: imap, lateness: soon}}",
            "profiles.care.lateness",
            "write 28d",
        ),
        (
            "profiles: {care: {channel: email, connector: imap, policy_version: 2}}",
            "profiles.care.policy_version",
            "needs a policy",
        ),
        ("appointments: {group: {policy: x}}", "appointments.group", "must be deployment, or"),
        ("appointments: {deployment: {}}", "appointments.deployment.policy", "is required"),
        ("agents: {}\nagents: {}", "document", "duplicate key"),
        ("- agents", "document", "must be one block of fields"),
        ("a: [", "document", "is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, place: str, rule: str) -> None:
    ((field, problem),) = problems(text)
    assert field == place
    assert rule in problem


def test_all_mistakes_are_told_at_once() -> None:
    found = problems("x: {}\nagents: {anna: {rolez: [], capacity: -1}}\ngroups: {care: 1}")
    assert [field for field, _ in found] == [
        *("x", "agents.anna.capacity", "agents.anna.rolez", "groups.care"),
    ]


def test_a_policy_in_a_file_of_its_own_is_the_one_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("case_policy: {id: theirs}", encoding="utf-8")
    named = "policies: {ours: {file: own.yaml}}"
    assert problems(named, tmp_path) == [("policies.ours.file", "holds policy theirs, not ours")]
    (tmp_path / "own.yaml").write_bytes(b"\xff")
    assert problems(named, tmp_path) == [("policies.ours.file", "own.yaml: is not UTF-8")]
    (tmp_path / "own.yaml").write_text("case_policy: {id: ours}", encoding="utf-8")
    (placed,) = read_setup(named, tmp_path)
    assert placed.place == "policies.ours"


def test_what_a_profile_was_registered_with_stays(engine: Engine) -> None:
    apply(engine, TEAM)
    with pytest.raises(InvalidSetup) as refused:
        apply(engine, TEAM.replace("channel: email", "channel: sms"))
    assert refused.value.facts["field"] == "profiles.care@example.org.channel"
    assert "is email since it was registered" in str(refused.value.facts["problem"])
