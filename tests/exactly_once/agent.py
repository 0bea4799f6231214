"""`python -m tests.exactly_once.agent PLAN CASE`: an agent who writes to one case in a loop."""

from __future__ import annotations

import sys
from contextlib import suppress
from itertools import count
from uuid import UUID

import msgspec

from application.actor import Actor
from application.dispatch import Dispatcher, TooBusy
from domain.case.commands import AddNote
from tests.exactly_once.building import IDS, Plan, open_store


def main(plan: str, case_id: str) -> None:
    actor = Actor("agent:ann", "os-user:ann")
    with open_store(msgspec.json.decode(plan, type=Plan)) as store:
        dispatcher = Dispatcher(store, IDS)
        for number in count():
            note = AddNote(case_id=UUID(case_id), text=f"note {number}")
            with suppress(TooBusy):
                dispatcher.dispatch(note, actor=actor)


if __name__ == "__main__":
    main(*sys.argv[1:])
