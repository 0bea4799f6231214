"""Whether a role works: judged by its signs of life, so that another process can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import psutil

from bootstrap.heartbeats import EVERY, Heartbeat, this_host

SILENT_AFTER = 6 * EVERY
"""A role waits up to ten seconds between attempts while broker or database are away."""

STARTING_FOR = timedelta(seconds=60)


def ailments(role: str, beats: Sequence[Heartbeat], *, host: str | None = None) -> list[str]:
    """What is wrong, one line each; empty when the role works. `host` None: on any machine.

    Processes that have ended count only where no other one of this role is there.
    """
    mine = [each for each in beats if each.role == role and host in (None, each.host)]
    where = f" on {host}" if host is not None else ""
    living = [each for each in mine if each.state != "ended" and not _is_gone(each)]
    if not living:
        return [f"{role}: no process of this role runs{where}"]
    return [line for each in living for line in _of(each)]


def _is_gone(beat: Heartbeat) -> bool:
    """Only a process of this machine can be looked for; others are told by their silence."""
    return beat.host == this_host() and not psutil.pid_exists(beat.pid)


def _of(beat: Heartbeat) -> Iterator[str]:
    name = f"{beat.role} {beat.worker}"
    if beat.age > SILENT_AFTER.total_seconds():
        yield f"{name}: silent for {beat.age:.0f} s"
        return
    if beat.state == "waiting":
        yield f"{name}: waits: {beat.status.get('last_error') or 'for broker or database'}"
    if beat.state == "starting" and beat.age > STARTING_FOR.total_seconds():
        yield f"{name}: has been starting for {beat.age:.0f} s"
    for partition in beat.status.get("partitions") or ():
        if partition.get("stopped"):
            place = f"{partition['topic']}:{partition['partition']}"
            yield f"{name}: {place} is stopped: {partition['stopped']}"
    for view in beat.status.get("views") or ():
        if view.get("state") in ("failed", "stale"):
            yield f"{name}: view {view['view']} is {view['state']}: {view.get('error') or ''}"
