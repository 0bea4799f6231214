"""Real customer-care conversations, as records, and who decides that a case is resolved."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import msgspec

from tests.support.controls_channel import Channel
from tests.support.environment import DATA

FOLDER = DATA / "twitter_customer_care"


class Tweet(msgspec.Struct, frozen=True):
    """One line of the file. `session` is not read: the engine has to find the conversations."""

    brand: str
    customer: str
    id: str
    at: datetime
    dir: str
    author: str
    text: str
    third_party: bool = False
    final: bool = False

    @property
    def who(self) -> str:
        """As the truth counts: in, out or third."""
        return "out" if self.dir == "out" else "third" if self.third_party else "in"

    def event(self) -> dict[str, Any]:
        kind = {"out": "agent", "third": "third_party", "in": "customer"}[self.who]
        return Channel(self.brand, "twitter").message(
            self.id,
            self.at,
            customer=self.customer,
            direction=self.dir,
            text=self.text,
            connector="x",
            author={"kind": kind, "id": self.author},
        )


def tweets() -> list[Tweet]:
    path = FOLDER / "replay_pseudonymised.jsonl"
    return [msgspec.json.decode(line, type=Tweet) for line in path.read_bytes().splitlines()]


def truth() -> dict[str, dict[str, int]]:
    """Figures per set of rules, computed without any engine; a key that is absent means 0."""
    text = (FOLDER / "routing_oracle.json").read_text(encoding="utf-8")
    figures: dict[str, dict[str, int]] = json.loads(text)
    return figures
