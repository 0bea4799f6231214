"""Sets up what a simulation plays on, from the file that comes with the demo."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from application.actor import BACKDATE, Actor
from application.dispatch import Dispatcher
from application.setup.applying import Applying, Planned
from application.setup.document import read_setup
from application.store import Store
from domain.identity import Namespace

FOLDER = Path(__file__).parent
FILE = "setup.yaml"
ADMINISTRATOR = Actor("system:demo", "simulation", frozenset({BACKDATE}))


def set_up(
    store: Store,
    ids: Namespace,
    dispatcher: Dispatcher,
    at: datetime,
    *,
    actor: Actor = ADMINISTRATOR,
) -> list[Planned]:
    """What became of each item."""
    applying = Applying(store, ids, actor, occurred_at=at)
    plan = applying.plan(read_setup((FOLDER / FILE).read_text(encoding="utf-8"), FOLDER))
    applying.carry_out(plan, dispatcher)
    return plan
