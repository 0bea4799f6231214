"""A setup in a test's hands."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from application.actor import BACKDATE, Actor
from application.setup.applying import Applying, Planned
from application.setup.document import read_setup
from tests.support.controls import Engine

ADA = Actor("administrator:ada", "os-user:ada", frozenset({BACKDATE}))
HERE = Path(__file__).parent

TEAM = """
services:
  parcels: {}
agents:
  anna: {roles: [agent, supervisor], services: [parcels], capacity: 5}
  ben: {}
groups:
  care: {members: [anna, ben]}
policies:
  ours:
    grace: {length: 48h}
    assignment: {strategies: [workload], restrict_to: {teams: [care]}}
profiles:
  care@example.org:
    channel: email
    connector: imap
    policy: ours
    group: care
    service: parcels
appointments:
  deployment: {policy: emplifi}
  group care: {policy: ours}
"""


def plan(engine: Engine, text: str, *, actor: Actor = ADA, folder: Path = HERE) -> list[Planned]:
    applying = Applying(engine.store, engine.ids, actor)
    return applying.plan(read_setup(dedent(text), folder))


def apply(
    engine: Engine, text: str, *, actor: Actor = ADA, folder: Path = HERE
) -> dict[str, list[Planned]]:
    """What became of each item, by outcome."""
    applying = Applying(engine.store, engine.ids, actor)
    planned = applying.plan(read_setup(dedent(text), folder))
    applying.carry_out(planned, engine.dispatcher)
    return by_outcome(planned)


def by_outcome(planned: list[Planned]) -> dict[str, list[Planned]]:
    found: dict[str, list[Planned]] = {}
    for each in planned:
        found.setdefault(each.outcome, []).append(each)
    return found


def places(planned: list[Planned]) -> list[str]:
    return [each.place for each in planned]
