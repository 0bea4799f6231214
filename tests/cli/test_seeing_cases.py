"""Whose eyes see which cases, at a terminal: lists, single cases, lookup and inbox agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.exits import NOT_FOUND, REFUSED
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.postgres
BY = ("--actor", "administrator:ada")


def opened(terminal: Terminal, profile: str, *more: str) -> str:
    words = ("cases", "open", profile, "zoe", *more)
    return str(terminal.json(*words)["facts"]["number"])


def numbers(terminal: Terminal, viewer: str, *more: str) -> set[str]:
    page = terminal.json("cases", "list", "--as", viewer, *more)
    return {each["number"] for each in page["cases"]}


def policy(terminal: Terminal, folder: Path, name: str, mode: str) -> None:
    file = folder / f"{name}.yaml"
    file.write_text(json.dumps({"case_policy": {"id": name, "visibility": {"mode": mode}}}))
    terminal.done("policies", "add", str(file), *BY)


@pytest.fixture
def staffed(terminal: Terminal, tmp_path: Path) -> Terminal:
    """ann is qualified for parcels and works nights; bob is qualified for nothing."""
    for service in ("parcels", "letters"):
        terminal.done("services", "add", service, *BY)
    terminal.done("agents", "add", "ann", "services=[parcels]", *BY)
    terminal.done("agents", "add", "bob", *BY)
    terminal.done("agents", "add", "sue", "roles=[supervisor]", *BY)
    terminal.done("agents", "add", "pub", "roles=[publisher]", *BY)
    terminal.done("agents", "add", "ada", "roles=[administrator, agent, supervisor]", *BY)
    terminal.done("groups", "add", "night", "members=[ann]", *BY)
    terminal.done("groups", "add", "day", *BY)
    for name, mode in (("own", "own_history"), ("all", "all_qualified"), ("team", "group")):
        policy(terminal, tmp_path, name, mode)
    for profile, of, *more in (
        ("own", "own"),
        ("parcels", "all", "--service", "parcels"),
        ("letters", "all", "--service", "letters"),
        ("day", "team", "--group", "day"),
        ("night", "team", "--group", "night"),
    ):
        terminal.done(
            "profiles", "add", profile, "--channel", "email", "--connector", "imap",
            "--policy", of, *more, *BY,
        )  # fmt: skip
    return terminal


@pytest.mark.requirement("B-18", "B-19")
def test_agents_see_by_the_policy_and_the_others_by_their_role(staffed: Terminal) -> None:
    his = opened(staffed, "own", "--actor", "agent:bob")
    parcel = opened(staffed, "parcels", *BY)
    letter = opened(staffed, "letters", *BY)
    day = opened(staffed, "day", *BY)
    night = opened(staffed, "night", *BY)
    staffed.catch_up()

    assert numbers(staffed, "agent:ann") == {parcel, night}
    assert numbers(staffed, "agent:ann", "--at", str(staffed.position())) == {parcel, night}
    assert numbers(staffed, "agent:bob") == {his}
    everything = {his, parcel, letter, day, night}
    for viewer in ("agent:sue", "analyst:lyn", "auditor:aud", "administrator:zed"):
        assert numbers(staffed, viewer) == everything
    assert staffed("cases", "list", "--as", "agent:pub").status == REFUSED

    staffed.done("cases", "assign", letter, "--to", "ann", *BY)
    staffed.done("cases", "note", his, "Once more.", "--actor", "agent:ann")
    staffed.catch_up()
    assert numbers(staffed, "agent:ann") == {parcel, night, letter, his}


@pytest.mark.requirement("B-18")
def test_a_case_that_is_not_seen_is_answered_like_one_that_is_not_there(staffed: Terminal) -> None:
    hidden = opened(staffed, "own", "--actor", "agent:bob")
    staffed.catch_up()
    id = staffed.json("cases", "show", hidden)["case"]["case_id"]
    for command in ("show", "history"):
        seen = staffed("cases", command, hidden, "--as", "agent:bob")
        assert seen.status == 0
        for name, nobody in ((hidden, "9999"), (id, "6f0c1f0e-5a2b-5d0f-9f6e-0a6c61736573")):
            unseen = staffed("cases", command, name, "--as", "agent:ann")
            unknown = staffed("cases", command, nobody, "--as", "agent:ann")
            assert unseen.status == unknown.status == NOT_FOUND
            assert unseen.err.replace(name, "X") == unknown.err.replace(nobody, "X")
            assert unseen.out == unknown.out == ""
    found = staffed.json("lookup", "own", "zoe", "--as", "agent:ann")
    assert (found["open"], found["older"], found["last_handler"]) == ([], [], None)
    assert len(staffed.json("lookup", "own", "zoe", "--as", "agent:bob")["open"]) == 1
