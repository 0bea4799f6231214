"""What a policy would mean for cases that are open: told in one line, and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from application.policies.outlook import Outlook, outlook
from application.rehearsal import Rehearsal
from bootstrap.wiring import Deployment
from cli.acting import Acting, actor_of
from cli.instants import read_instant
from cli.plain import plain
from cli.printing import Form, say

LISTED = 20


class Ahead(msgspec.Struct, frozen=True):
    """Numbers of cases: those that follow the policy already, those that could be moved to it, and
    those that could not, with the reason."""

    profile: str
    keep: list[str]
    move: list[str]
    conflict: dict[str, str]


def rehearse(here: Deployment, command: Any, acting: Acting) -> tuple[Any, Rehearsal]:
    """The facts that a command would answer. Writes nothing. Raises Rejection, UsageProblem."""
    occurred_at = read_instant(acting.at, "--at") if acting.at is not None else None
    rehearsal = Rehearsal(here.store, here.ids, actor_of(acting.actor), occurred_at)
    return rehearsal.carry_out(command).facts, rehearsal


def ahead(rehearsal: Rehearsal, profile: str) -> Ahead:
    return shown(profile, outlook(rehearsal.unit, profile))


def shown(profile: str, found: Outlook) -> Ahead:
    return Ahead(
        profile,
        [each.number for each in found.keep],
        [each.number for each in found.move],
        {each.number: each.why for each in found.hindrances},
    )


def tell_ahead(facts: Any, found: Sequence[Ahead], form: Form, sentence: str) -> None:
    if form.as_json:
        return form.document({"facts": facts, "written": False, "profiles": found})
    say(plain(sentence))
    for each in found:
        say(plain(in_one_line(each)))
        for number, why in list(each.conflict.items())[:LISTED]:
            say(plain(f"  {number}: {why}"))
        if len(each.conflict) > LISTED:
            say(f"  and {len(each.conflict) - LISTED} more")
    return None


def in_one_line(found: Ahead) -> str:
    many = len(found.keep) + len(found.move) + len(found.conflict)
    return (
        f"{found.profile}: of {many} open cases {len(found.keep)} keep what they follow already,"
        f" {len(found.move)} can move by `policies rebind`, {len(found.conflict)} conflict"
    )
