"""Changing policies while cases are open, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from application.policies import presets
from cli.exits import FAILED, NOT_FOUND, REFUSED, USAGE
from tests.cli.terminal import PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
BY = ("--actor", "administrator:ada")
OURS = "case_policy: {{id: ours, grouping: {grouping}, grace: {{length: {grace}}}}}"
THREADS = "{key: thread, one_open_case: false}"


@pytest.fixture
def publish(terminal: Terminal, tmp_path: Path) -> object:
    def add(grouping: str = "{}", grace: str = "48h") -> None:
        file = tmp_path / "ours.yaml"
        file.write_text(OURS.format(grouping=grouping, grace=grace), encoding="utf-8")
        terminal.done("policies", "add", str(file), *BY)

    return add


def two_threads(terminal: Terminal) -> list[str]:
    """The numbers of two open cases of one customer."""
    for thread in ("x", "y"):
        terminal.take(terminal.write(f"m-{thread}", thread={"id": thread}))
    return [each["number"] for each in terminal.json("cases", "list")["cases"]]


def test_versions_are_told_in_words(terminal: Terminal, publish: object) -> None:
    publish()  # type: ignore[operator]
    publish(grace="72h")  # type: ignore[operator]
    line = "A resolved case can come back for 3d (before: for 2d)\n"
    for words in (["ours"], ["ours", "1"], ["ours", "1", "2"]):
        assert terminal.done("policies", "diff", *words).out == line
    assert terminal.done("policies", "diff", "ours", "2", "2").out == "nothing changed\n"
    told = terminal.done("policies", "diff", "emplifi", "creatio").out
    assert "A case gathers the messages of a thread (before: the messages of a customer)" in told
    told = terminal.done("policies", "diff", "ours:1", "ours:2").out
    assert told == line
    first, second = terminal.json("policies", "history", "ours")
    assert (first["version"], first["actor"], first["changes"]) == (
        *(1, "administrator:ada"),
        ["published"],
    )
    assert second["changes"] == [line.rstrip()]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["diff", "none"], NOT_FOUND),
        (["diff", "emplifi", "none"], NOT_FOUND),
        (["diff", "ours", "9"], NOT_FOUND),
        (["diff", "ours", "1", "x"], USAGE),
        (["diff", "ours", "emplifi", "1"], USAGE),
        (["history", "none"], NOT_FOUND),
        (["upgrade", "ours", *BY], NOT_FOUND),
        (["rebind", *BY], USAGE),
        (["rebind", "none", *BY], NOT_FOUND),
        (["rebind", "--case", "9999", *BY], NOT_FOUND),
        (["rebind", PROFILE, "--case", "9999", *BY], USAGE),
    ],
)
def test_what_is_not_there_is_named(
    terminal: Terminal, publish: object, words: list[str], status: int
) -> None:
    publish()  # type: ignore[operator]
    assert terminal.refused("policies", *words)[0] == status


def test_a_dry_run_says_what_becomes_of_open_cases(terminal: Terminal, publish: object) -> None:
    publish(grouping=THREADS)  # type: ignore[operator]
    terminal.register("ours")
    first, second = two_threads(terminal)
    before = terminal.position()
    words = ("profiles", "set-policy", PROFILE, "creatio", "--dry-run", *BY)
    assert terminal.done(*words).out == (
        f"dry run: new cases of {PROFILE} would follow creatio version 1\n"
        f"{PROFILE}: of 2 open cases 0 keep what they follow already, 2 can move by"
        " `policies rebind`, 0 conflict\n"
    )
    assert terminal.json(*words)["profiles"][0]["move"] == sorted([first, second])
    status, line = terminal.refused("profiles", "set-policy", PROFILE, "emplifi", "--dry-run", *BY)
    assert status == REFUSED
    assert line.startswith(f"profile {PROFILE}: 2 open cases stand against policy emplifi")
    assert terminal.refused("profiles", "set-policy", PROFILE, "emplifi", *BY)[0] == REFUSED
    appointed = terminal.done("policies", "appoint", "emplifi", "--dry-run", *BY).out
    assert appointed == "dry run: new cases would follow emplifi version 1\n"
    assert terminal.position() == before


def test_open_cases_move_by_command_and_only_once(terminal: Terminal, publish: object) -> None:
    publish(grouping=THREADS)  # type: ignore[operator]
    terminal.register("ours")
    first, second = two_threads(terminal)
    publish(grouping=THREADS, grace="9d")  # type: ignore[operator]
    terminal.done("profiles", "set-policy", PROFILE, "ours", *BY)
    dry = terminal.done("policies", "rebind", PROFILE, "--dry-run", *BY).out
    assert "2 can move" in dry

    assert terminal.json("policies", "rebind", "--case", first, *BY)["moved"] == [first]
    told = terminal.done("policies", "rebind", PROFILE, *BY).out
    assert told == f"{PROFILE}: moved 1 open cases, left 1\n"
    assert terminal.json("policies", "rebind", PROFILE, *BY)["moved"] == []

    terminal.catch_up()
    shown = terminal.json("cases", "show", second)["case"]
    assert (shown["policy_id"], shown["policy_version"]) == ("ours", 2)
    topics = [each["topic"] for each in terminal.json("cases", "history", second)]
    assert topics[-1] == "case.policy_rebound"

    terminal.done("cases", "resolve", second, "--actor", "agent:anna")
    assert terminal.refused("policies", "rebind", "--case", second, *BY)[0] == REFUSED


def test_a_shipped_policy_that_changed_is_a_new_version_for_nobody_yet(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.register("emplifi")
    same = terminal.done("policies", "upgrade", "emplifi", *BY).out
    assert same == "emplifi still has version 1\n"

    text = presets.preset_text("emplifi")
    changed = text.replace("length: 72h", "length: 96h")
    assert changed != text
    monkeypatch.setattr(presets, "preset_text", lambda _: changed)
    presets.preset.cache_clear()
    try:
        words = "  A resolved case can come back for 4d (before: for 3d)\n"
        dry = terminal.done("policies", "upgrade", "emplifi", "--dry-run", *BY).out
        assert dry == "dry run: emplifi has version 2\n" + words
        terminal.register("emplifi", "another")
        assert _version(terminal, "another") == 1

        assert terminal.done("policies", "upgrade", "emplifi", *BY).out == (
            "emplifi has version 2\n" + words
        )
        assert _version(terminal, PROFILE) == 1
        terminal.done("profiles", "set-policy", PROFILE, "emplifi", *BY)
        assert _version(terminal, PROFILE) == 2
        assert terminal.json("policies", "history", "emplifi")[1]["shipped"]
    finally:
        presets.preset.cache_clear()


def _version(terminal: Terminal, profile: str) -> int:
    listed = terminal.json("profiles", "list")
    return int(next(each["policy_version"] for each in listed if each["profile"] == profile))


def test_a_check_names_values_that_make_each_other_pointless(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(
        "case_policy: {id: ours, resolve: {closed_after: 1d}, lock: {scope: case, ttl: 0}}",
        encoding="utf-8",
    )
    checked = terminal("policies", "check", str(file))
    assert checked.status == FAILED
    assert [line.partition(":")[0] for line in checked.out.splitlines()] == [
        *("resolve.closed_after", "lock.ttl"),
    ]
    assert terminal.refused("policies", "add", str(file), *BY)[0] == USAGE
