"""A command that cannot be done is refused in one line, and nothing is written."""

from __future__ import annotations

import pytest

from tests.cli.terminal import ANNA, CUSTOMER, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

NOBODY = "00000000-0000-0000-0000-000000000001"

WRONG = [
    ("cases resolve 9999", 3, "case: there is no case '9999'"),
    (f"cases resolve {NOBODY}", 3, f"case: there is no case {NOBODY}"),
    ("cases reopen 1001", 1, "case 1001: is open already (New)"),
    ("cases note 1001 x --if-version 99", 1, "case 1001: has version 3 by now, not 99"),
    ("cases note 1001 ''", 2, "note: must have at least one visible character"),
    ("cases set 1001", 2, "nothing to change: give title, priority, sentiment, "),
    ("cases set 1001 --field amount", 2, "--field: 'amount' is not NAME=VALUE"),
    ("cases status 1001 Nonsense", 1, "status: policy emplifi has no status Nonsense; it has "),
    (f"cases open {PROFILE} {CUSTOMER}", 1, "case 1001: is open, and the policy allows one"),
    ("cases open nobody c-1", 3, "profile: there is no profile nobody"),
    ("cases link 1001 1001", 1, "case 1001: policy emplifi allows no link of kind parent_child"),
    ("cases detach 1001", 1, "case 1001: has no parent to be detached from"),
    ("cases resolve 1001 --at yesterday", 2, "--at: 'yesterday' is not like 2026-03-01T09:30:00Z"),
    ("cases resolve 1001 --at 2026-03-01T09:30:00", 2, "--at: '2026-03-01T09:30:00' needs a zone"),
    ("cases resolve 1001 --at 2199-01-01T00:00:00Z", 2, "at: 2199-01-01T00:00:00Z lies in the"),
    (
        "cases note 1001 x --at 0001-01-01T00:00:00+01:00",
        2,
        "--at: '0001-01-01T00:00:00+01:00' must",
    ),
    (
        "cases note 1001 x --at 1969-12-31T23:59:59Z",
        2,
        "--at: '1969-12-31T23:59:59Z' must lie from",
    ),
    ("cases note 1001 x --command-id ''", 2, "command_id: must not be empty"),
    (f"message escalate {NOBODY}", 3, f"message: there is no message {NOBODY}"),
    ("message escalate m-1", 2, "message: 'm-1' is not the id of a message"),
    (
        "profiles add x --channel email --connector imap --policy no",
        3,
        "policy: there is no policy",
    ),
    ("profiles add x --channel email --connector imap --lateness -1h", 2, "lateness: "),
    (f"profiles set-policy {PROFILE} emplifi --policy-version 7", 3, "policy: emplifi has no ver"),
    ("dead-letters retry 1", 3, "dead letter: there is no dead letter 1"),
    ("dead-letters discard", 2, "ID: give ids, or --all, or --code"),
    ("held bury nobody", 3, "held: no record waits behind key nobody"),
    ("ingest accept-loss caseledger.channel.in 0", 3, "partition: caseledger.channel.in:0 is not"),
]


@pytest.fixture
def open_case(terminal: Terminal) -> Terminal:
    terminal.register()
    terminal.done("cases", "open", PROFILE, CUSTOMER, "--title", "Late parcel", *ANNA)
    return terminal


def test_wrong_commands_are_refused_and_nothing_is_written(open_case: Terminal) -> None:
    """All on one case: each leaves it as it was, so the order does not matter."""
    said = {}
    for words, *_ in WRONG:
        said[words] = open_case.refused(*(w.strip("'") for w in words.split()), *ANNA)
    for words, status, line in WRONG:
        assert said[words][0] == status, (words, said[words])
        assert said[words][1].startswith(line), (words, said[words])


def test_a_settled_case_refuses_what_needs_an_open_one(terminal: Terminal) -> None:
    terminal.register("builtin")
    terminal.done("cases", "open", PROFILE, CUSTOMER, *ANNA)
    terminal.done("cases", "resolve", "1001", *ANNA)
    refused = terminal.refused("cases", "resolve", "1001", *ANNA)
    assert refused == (1, "case 1001: is Resolved, not open")
    terminal.done("cases", "close", "1001", *ANNA)
    for move in ("resolve", "reopen", "cancel"):
        status, line = terminal.refused("cases", move, "1001", *ANNA)
        assert status == 1
        assert "final" in line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "cases show 1001 --at 9999-12-31T23:59:59-10:00",
            "--at: '9999-12-31T23:59:59-10:00' must",
        ),
        ("cases list --at 1 --cursor abc", "--cursor: not together with --at; ask for more with"),
        ("cases list --category settled", "Invalid value for '--category': "),
        ("cases show a\udcff", "'a\\udcff': must be Unicode text in UTF-8"),
        ("cases list --customer a\udcff", "'a\\udcff': must be Unicode text in UTF-8"),
        (f"message {PROFILE} a\udcff", "must be Unicode text in UTF-8"),
    ],
)
def test_wrong_questions_are_refused(terminal: Terminal, words: str, line: str) -> None:
    terminal.catch_up()
    status, said = terminal.refused(*words.split())
    assert status == 2
    assert line in said


@pytest.mark.parametrize("actor", ["anna", "agent:", ":anna", "Agent:anna", "agent: anna", ""])
def test_an_actor_is_kind_and_id(terminal: Terminal, actor: str) -> None:
    status, line = terminal.refused("cases", "open", PROFILE, CUSTOMER, "--actor", actor)
    assert status == 2
    assert line.startswith("--actor: ")


def test_writing_needs_an_actor(terminal: Terminal) -> None:
    assert terminal.refused("cases", "resolve", "1001") == (2, "Missing option '--actor'.")


def test_an_id_of_another_command_is_refused(open_case: Terminal) -> None:
    open_case.done("cases", "note", "1001", "one", "--command-id", "n", *ANNA)
    refused = open_case.refused("cases", "note", "1001", "two", "--command-id", "n", *ANNA)
    assert refused == (1, "command id: n was used for another command")


def test_a_schema_that_is_not_ours_is_refused(
    empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASELEDGER_DATABASE_URL", empty_postgres_url)
    terminal = Terminal()
    answer = terminal("cases", "list")
    assert answer.status == 4
    assert "caseledger db upgrade" in answer.err
    assert terminal("db", "status").status == 5
    assert terminal("db", "upgrade").status == 0
    assert terminal("db", "status").status == 0


def test_a_database_that_is_away_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELEDGER_DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/nothing")
    answer = Terminal()("cases", "list")
    assert answer.status == 4
    assert answer.err.startswith("caseledger: database: does not answer")
    assert answer.err.count("\n") == 1
    assert "geheim" not in answer.err
