"""The image holds the console script, from hashed locks, and runs it without privileges."""

from __future__ import annotations

import re

from tests.compose.stack import FOLDER
from tests.support.environment import ROOT

IMAGE = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
STEPS = [line.split(" ", 1) for line in IMAGE.splitlines() if re.match(r"[A-Z]+ ", line)]


def said(instruction: str) -> list[str]:
    return [rest for word, rest in STEPS if word == instruction]


def test_the_base_is_pinned_and_slim() -> None:
    (version,) = said("ARG")
    assert re.fullmatch(r"PYTHON=3\.\d+\.\d+-slim-\w+", version)
    assert said("FROM") == ["python:${PYTHON} AS build", "python:${PYTHON}"]


def test_packages_come_from_the_hashed_lock_and_no_named_host() -> None:
    installs = [line for line in said("RUN") if "pip install" in line]
    assert "--require-hashes --no-deps -r requirements.lock" in installs[0]
    assert all("--no-deps" in each for each in installs)
    assert "://" not in IMAGE
    assert "--index" not in IMAGE


def test_the_last_stage_runs_the_console_script_as_nobody_special() -> None:
    assert said("USER") == ["caseledger"]
    assert said("ENTRYPOINT") == ['["caseledger"]']
    assert IMAGE.index("USER caseledger") > IMAGE.rindex("FROM ")


def test_every_package_goes_to_the_builder_and_nothing_secret() -> None:
    lines = (FOLDER / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert "*" in lines
    assert packages <= let_in
    assert let_in - packages <= {
        "LICENSE", "pyproject.toml", "requirements.lock", "scheduler"
    }  # fmt: skip
