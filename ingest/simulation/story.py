"""One customer's dealings with one profile, told in order: who writes what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from ingest.simulation import notes, timetable
from ingest.simulation.cast import Person, SimulatedProfile
from ingest.simulation.correspondence import Correspondence
from ingest.simulation.habits import Span
from ingest.simulation.intents import Intent
from ingest.simulation.records import DELIVERY, Draft
from ingest.simulation.steps import Act
from ingest.simulation.topics import PRODUCTS

T = TypeVar("T")
Scene = Draft | Act


class Story:
    """`now` only moves forward; `scenes` grows in the order of `now`."""

    def __init__(
        self, rng: Random, profile: SimulatedProfile, person: Person, now: datetime
    ) -> None:
        self.rng = rng
        self.profile = profile
        self.person = person
        self.now = now
        self.scenes: list[Scene] = []
        self.matter({})

    def matter(self, words: dict[str, str], subject: str | None = None) -> None:
        """A new matter: other words to fill into the texts, and a new thread."""
        self.words = {
            "first_name": self.person.first_name,
            "order": f"NW-{self.rng.randrange(10_000, 99_999)}",
            "product": self.rng.choice(PRODUCTS),
            **words,
        }
        self.thread = Correspondence(self.rng, self.profile.channel, self.fill(subject or "Hello"))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one_of(self, choices: Sequence[T]) -> T:
        return self.rng.choice(choices)

    def fill(self, text: str) -> str:
        return text.format_map({"agent": "", **self.words}).rstrip()

    def wait(self, span: Span) -> None:
        self.now += timetable.between(self.rng, *span)

    def wait_for_customer(self, span: Span) -> None:
        self.wait(span)
        self.now = timetable.while_awake(self.rng, self.now)

    def wait_for_agent(self, span: Span) -> None:
        self.wait(span)
        self.now = timetable.at_work(self.rng, self.now)

    def acts(self, agent: str, intent: Intent) -> None:
        self.scenes.append(Act(self.now, f"agent:{agent}", intent))
        self.now += timedelta(seconds=self.rng.randrange(5, 90))

    def customer_writes(self, text: str, *, public: bool = False) -> str:
        note = notes.PUBLIC if public else notes.CUSTOMER
        return self._write(note, "in", self._author("customer"), text, private=not public)

    def customer_is_away(self, text: str) -> str:
        return self._write(
            notes.AUTO_SUBMITTED,
            "in",
            self._author("customer"),
            text,
            auto_submitted=True,
            headers={"Auto-Submitted": "auto-replied"},
        )

    def agent_writes(self, agent: str, text: str) -> str:
        """On the channel itself, past us: no answer of ours, so no echo."""
        author = {"kind": "agent", "id": agent, "name": agent.capitalize()}
        return self._write(notes.AGENT, "out", author, text)

    def bot_writes(self, text: str) -> str:
        return self._write(notes.BOT, "out", {"kind": "bot", "id": "greeter"}, text)

    def third_party_writes(self, address: str, text: str) -> str:
        return self._write(notes.THIRD_PARTY, "in", {"kind": "third_party", "id": address}, text)

    def channel_reports(self, external_id: str, state: str) -> None:
        """A receipt for what was written on the channel under `external_id`."""
        data = {
            "profile": self.profile.profile_id,
            "external_id": external_id,
            "state": state,
        }
        self._draft(f"r-{self.thread.token()}", data, notes.RECEIPT, type=DELIVERY)

    def _write(
        self, note: str, direction: str, author: dict[str, str], text: str, **more: Any
    ) -> str:
        external_id, thread = self.thread.next_message(self.profile.profile_id)
        more.setdefault("private", True)
        data: dict[str, Any] = {
            "channel": self.profile.channel,
            "connector": self.profile.connector,
            "profile": self.profile.profile_id,
            "customer": self._customer(),
            "direction": direction,
            "author": author,
            "text": text,
            "language": "en",
            **more,
        }
        if thread is not None:
            data["thread"] = thread
        if self.profile.channel == "email":
            to = self.profile.profile_id if direction == "in" else self.person.id
            data["recipients"] = [{"role": "to", "id": to}]
            data["html"] = f"<p>{text}</p>"
        self._draft(external_id, data, note)
        return external_id

    def _draft(self, id: str, data: dict[str, Any], note: str, **more: Any) -> None:
        self.scenes.append(
            Draft(
                at=self.now,
                profile=self.profile,
                customer_id=self.person.id,
                id=id,
                sent_at=self.now,
                data=data,
                note=note,
                **more,
            )
        )
        self.now += timedelta(milliseconds=self.rng.randrange(500, 5_000))

    def _author(self, kind: str) -> dict[str, str]:
        return {"kind": kind, "id": self.person.id, "name": self.person.name}

    def _customer(self) -> dict[str, str]:
        person = self.person
        return {
            "id": person.id,
            "name": person.name,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": person.email,
        }
