"""How every group of commands is set up."""

from __future__ import annotations

from typing import Any

import typer


def group(about: str, **settings: Any) -> typer.Typer:
    """Without a command it shows its help."""
    return typer.Typer(
        **{
            "help": about,
            "no_args_is_help": True,
            "add_completion": False,
            "rich_markup_mode": None,
            **settings,
        }
    )


def single() -> typer.Typer:
    """For a module with one command that is no group."""
    return typer.Typer(add_completion=False, rich_markup_mode=None)
