"""Groups of commands: one that loads a command when it is asked for, one with a default."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from cli.catalog import COMMANDS, module_of
from cli.faults import ending


class LazyGroup(TyperGroup):
    """Lists commands from the catalogue; only the one that runs is imported."""

    def list_commands(self, _: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: Any, cmd_name: str) -> Any:
        about = COMMANDS.get(cmd_name)
        return None if about is None else TyperCommand(name=cmd_name, help=about)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        # What a typing mistake is compared with.
        self.commands = {name: self.get_command(ctx, name) for name in COMMANDS}
        name, stub, rest = super().resolve_command(ctx, args)
        return name, load(str(name)) if stub is not None else None, rest

    def main(self, *args: Any, **extra: Any) -> Any:
        """Every ending is a status and at most one line on stderr."""
        ours = {**extra, "prog_name": "caseledger", "standalone_mode": False}
        try:
            status = super().main(*args, **ours)
        except BaseException as error:
            sys.exit(ending(error))
        sys.exit(status if isinstance(status, int) else 0)


class DefaultGroup(TyperGroup):
    """`caseledger message ID` is `caseledger message show ID`."""

    default = "show"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [self.default, *args]
        return super().parse_args(ctx, args)


@cache
def load(name: str) -> Any:
    """Once per process: putting a group of commands together takes a third of a second."""
    app: typer.Typer = import_module(module_of(name)).app
    command = typer.main.get_command(app)
    command.name = name
    return command
