"""The ids of one exchange of messages, as its channel gives them."""

from __future__ import annotations

from random import Random
from typing import Any

THREADED = frozenset({"email", "portal"})
REFERENCES_KEPT = 5


class Correspondence:
    """Mail and the portal have threads; direct messages only have ids."""

    def __init__(self, rng: Random, channel: str, subject: str) -> None:
        self._rng = rng
        self._channel = channel
        self._subject = subject
        self._ids: list[str] = []
        self._thread_id = f"{channel}-thread-{self.token()}"

    def token(self) -> str:
        return f"{self._rng.getrandbits(64):016x}"

    def next_message(self, profile_id: str) -> tuple[str, dict[str, Any] | None]:
        """A new external id, and what the channel says about where it belongs."""
        external_id = self.new_id(profile_id)
        thread = self._thread() if self._channel in THREADED else None
        self._ids.append(external_id)
        return external_id, thread

    def answered_as(self, external_id: str) -> None:
        """Our own answer has joined: what follows replies to it."""
        self._ids.append(external_id)

    def new_id(self, profile_id: str) -> str:
        if self._channel == "email":
            return f"{self.token()}@{profile_id.split('@')[-1]}"
        return f"{self._channel[0]}_{self.token()}"

    def _thread(self) -> dict[str, Any]:
        subject = f"Re: {self._subject}" if self._ids else self._subject
        thread: dict[str, Any] = {"id": self._thread_id, "subject": subject}
        if self._ids and self._channel == "email":
            thread["in_reply_to"] = self._ids[-1]
            thread["references"] = self._ids[-REFERENCES_KEPT:]
        return thread
