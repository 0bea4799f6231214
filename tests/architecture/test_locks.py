"""The lock files pin and hash everything and say nothing about where it comes from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.support.environment import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]
PINNED = re.compile(r"^([a-z0-9-]+)==\S+", re.MULTILINE)


def pinned(name: str) -> set[str]:
    return set(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


def distribution(requirement: str) -> str:
    return re.split(r"[\[<>=]", requirement)[0].replace(".", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_file_names_a_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"://|--index|--find-links|--extra-index", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)
    bare = [each.splitlines()[0] for each in entries[1:] if "--hash=sha256:" not in each]
    assert bare == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {distribution(each) for each in project["dependencies"]}
    tools = {
        distribution(each) for group in project["optional-dependencies"].values() for each in group
    }
    assert wanted <= pinned("requirements.lock")
    assert wanted | tools <= pinned("requirements-dev.lock")
    assert pinned("requirements.lock") <= pinned("requirements-dev.lock")


@pytest.mark.parametrize("name", ["Makefile", "pyproject.toml", ".ci/run", ".ci/setup", ".ci/lock"])
def test_no_set_up_file_names_a_package_host(name: str) -> None:
    text = Path(ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\s\"']+", text) == []
