"""From whatever went wrong to an exit status and one line that names field and rule."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import typer
from typer.exceptions import Abort, Exit, TyperException

from cli.exits import (
    FAILED,
    FAULT,
    INTERRUPTED,
    REFUSED,
    UNREACHABLE,
    USAGE,
    CommandError,
)

DEBUG: ContextVar[bool] = ContextVar("debug", default=False)

STATUSES: dict[str, int] = {
    "bootstrap.settings.SettingsError": USAGE,
    "bootstrap.database.AddressError": USAGE,
    "bootstrap.addresses.NoServerError": UNREACHABLE,
    "bootstrap.schema.SchemaError": UNREACHABLE,
    "bootstrap.embedded.errors.EmbeddedServerError": UNREACHABLE,
    "bootstrap.supervisor.RoleEndedError": FAILED,
    "bootstrap.demo.home.DemoRefusedError": REFUSED,
    "bootstrap.demo.channel.IntakeStandsError": FAILED,
    "bootstrap.demo.catching_up.ViewsStandError": FAILED,
    "application.intake.intake.Outage": UNREACHABLE,
    "ingest.failures.BusAwayError": UNREACHABLE,
    "projections.reading.ViewNotReadyError": UNREACHABLE,
    "projections.rebuild.RebuildError": FAILED,
    "projections.queries.days.PeriodError": USAGE,
    "projections.queries.cursor.CursorError": USAGE,
    "projections.as_of.MomentError": USAGE,
    "kafka.errors.KafkaError": UNREACHABLE,
}
"""Classes by name: whoever raises one has imported it, so nothing is imported here."""


def ending(error: BaseException) -> int:
    """Say it on stderr; the exit status."""
    if DEBUG.get() and not isinstance(error, Exit | Abort):
        traceback.print_exception(error)
    status, line = explained(error)
    if line:
        typer.echo(f"caseledger: {line}", err=True)
    return status


def explained(error: BaseException) -> tuple[int, str]:
    """The status, and the line or nothing."""
    match error:
        case Exit(exit_code=status):
            return status, ""
        case KeyboardInterrupt() | Abort():
            return INTERRUPTED, ""
        case SystemExit(code=code):
            return (code, "") if isinstance(code, int) else (FAULT, str(code or ""))
        case BrokenPipeError():
            return _reader_went_away()
        case TyperException():
            return _usage(error)
        case CommandError():
            return error.status, one_line(error)
        case UnicodeEncodeError(reason="surrogates not allowed"):
            # How Python hands over bytes of the command line that are no text.
            return USAGE, f"{error.object!r}: must be Unicode text in UTF-8"
        case FileNotFoundError() | PermissionError() | IsADirectoryError():
            return USAGE, f"{error.filename}: {error.strerror}"
    return _by_class(error)


def _by_class(error: BaseException) -> tuple[int, str]:
    for name in _names(error):
        if name == "domain.errors.Rejection":
            return _rejection(error)
        if name in STATUSES:
            return STATUSES[name], one_line(error)
    if (outage := sys.modules.get("application.outages")) is not None and outage.is_outage(error):
        return UNREACHABLE, f"database: does not answer ({_innermost(error)})"
    return FAULT, f"{type(error).__name__}: {one_line(error)}; --debug shows where"


def _rejection(error: Any) -> tuple[int, str]:
    from cli.refusals import refusal

    return refusal(error)


def _usage(error: Any) -> tuple[int, str]:
    """A group without a command shows its help; everything else is one line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return USAGE, ""
    return USAGE, one_line(error.format_message())


def _names(error: BaseException) -> Iterator[str]:
    for each in type(error).__mro__:
        yield f"{each.__module__}.{each.__qualname__}"


def _innermost(error: BaseException) -> str:
    """The driver's own first line. It names hosts and users, never a password."""
    inner = error
    while inner.__cause__ is not None:
        inner = inner.__cause__
    return one_line(inner)


def _reader_went_away() -> tuple[int, str]:
    """`caseledger events | head`: say nothing, and let the interpreter close a pipe that works."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0, ""


def one_line(text: object) -> str:
    lines = [line.strip() for line in str(text).splitlines() if line.strip()]
    return lines[0] if lines else type(text).__name__
