"""The production-shaped stack starts what exists, pinned, bounded and watched."""

from __future__ import annotations

import re

import pytest

from bootstrap.roles import ROLES
from bootstrap.settings import Settings, variable
from tests.compose.stack import FOLDER, one_shots, ours, roles, services
from tests.support.command_line import exists
from tests.support.environment import ROOT

PINNED = re.compile(r":\d+\.\d+(\.\d+)?(-[a-z]+)*$")
NAME = re.compile(r"^#? ?([A-Z_]+)=", re.MULTILINE)


@pytest.mark.parametrize("name", ours())
def test_every_container_of_ours_runs_a_real_command(name: str) -> None:
    assert exists(services()[name]["command"])


def test_one_container_runs_for_each_role() -> None:
    assert sorted(roles().values()) == sorted([role] for role in ROLES)


def test_schema_and_topics_are_ready_before_a_role_begins() -> None:
    assert sorted(one_shots().values()) == [["db", "upgrade"], ["topics", "create"]]
    done = {name: {"condition": "service_completed_successfully"} for name in one_shots()}
    assert [services()[name]["depends_on"] for name in roles()] == [done] * len(roles())


def test_health_checks_ask_for_the_role_that_the_container_runs() -> None:
    asked = {name: services()[name]["healthcheck"]["test"] for name in roles()}
    assert asked == {
        name: ["CMD", "caseledger", "health", *command] for name, command in roles().items()
    }
    assert exists(["health"])


def test_servers_are_healthy_before_anything_uses_them() -> None:
    waits = {name: services()[name]["depends_on"] for name in one_shots()}
    assert waits == {
        "schema": {"postgres": {"condition": "service_healthy"}},
        "topics": {"kafka": {"condition": "service_healthy"}},
    }
    assert all("healthcheck" in services()[name] for name in ("kafka", "postgres"))


@pytest.mark.parametrize("name", services())
def test_every_container_is_pinned_bounded_and_looked_after(name: str) -> None:
    service = services()[name]
    assert PINNED.search(service["image"])
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["restart"] == ("no" if name in one_shots() else "unless-stopped")
    assert service["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", ours())
def test_our_containers_may_do_nothing_but_their_work(name: str) -> None:
    service = services()[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_secrets_come_from_files_that_git_ignores() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    files = {each["env_file"] for each in services().values() if "env_file" in each}
    assert {f"compose/{name}" for name in files} <= set(ignored)
    assert not any("environment" in each for each in ours().values())


def test_example_files_name_settings_and_one_login() -> None:
    ours_example = (FOLDER / "env.example").read_text(encoding="utf-8")
    assert set(NAME.findall(ours_example)) == {variable(each) for each in Settings.model_fields}
    theirs = dict(
        line.split("=", 1)
        for line in (FOLDER / "postgres.env.example").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    login = "postgresql://{POSTGRES_USER}:{POSTGRES_PASSWORD}@postgres:5432/{POSTGRES_DB}"
    assert f"CASELEDGER_DATABASE_URL={login.format(**theirs)}\n" in ours_example
    assert "CASELEDGER_KAFKA=kafka:9092\n" in ours_example


def test_our_containers_are_built_from_the_image_definition_here() -> None:
    builds = [each["build"] for each in ours().values()]
    assert builds == [{"context": "..", "dockerfile": "compose/Dockerfile"}] * len(builds)
