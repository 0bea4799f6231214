"""What an exit status means. `caseledger --help` and docs/operating.md say the same."""

from __future__ import annotations

OK = 0
REFUSED = 1
USAGE = 2
NOT_FOUND = 3
UNREACHABLE = 4
FAILED = 5
FAULT = 70
INTERRUPTED = 130

MEANINGS: dict[int, str] = {
    OK: "done",
    REFUSED: "refused by a rule; nothing was written",
    USAGE: "wrong usage or unreadable input; nothing was written",
    NOT_FOUND: "there is no such thing",
    UNREACHABLE: "database, broker or view cannot be used now",
    FAILED: "a check does not hold, a role is stuck, or not every line was sent",
    FAULT: "a fault of ours; --debug shows where",
    INTERRUPTED: "ended by Ctrl-C",
}


class CommandError(Exception):
    """Ends a command with one line and a status."""

    status = FAULT


class UsageProblem(CommandError):
    """The line names the option or field, and the rule."""

    status = USAGE


class NotFound(CommandError):
    status = NOT_FOUND


class CheckFailed(CommandError):
    status = FAILED
