"""Ids that follow from what they name, so that the same record yields the same id for ever.

Parts are joined by the unit separator, which no id may contain (the contract refuses control
characters in ids), so two different names never share a seed.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote
from uuid import UUID, uuid5

CASELEDGER = UUID("6f0c1f0e-5a2b-5d0f-9f6e-0a6c61736573")
SEPARATOR = "\x1f"


class Namespace:
    """Every stream id of one deployment. The name of a deployment never changes."""

    def __init__(self, deployment: str) -> None:
        self.deployment = deployment
        root = uuid5(CASELEDGER, deployment)

        @lru_cache(maxsize=16_384)
        def id_of(*parts: str) -> UUID:
            return uuid5(root, SEPARATOR.join(parts))

        self._id = id_of  # asked several times about every message

    def message(self, profile_id: str, external_id: str) -> UUID:
        return self._id("message", profile_id, external_id)

    def second_copy(self, profile_id: str, external_id: str, content_hash: str) -> UUID:
        """Same external id, other content: a message of its own (freescout#5591)."""
        return self._id("message", profile_id, external_id, content_hash)

    def conversation(self, profile_id: str, customer_id: str) -> UUID:
        return self._id("conversation", profile_id, customer_id)

    def case_opened_by(self, message_id: UUID) -> UUID:
        """The case that a routed message opens: decided again, it is the same case."""
        return self._id("case", message_id.hex)

    def automatic_reply_to(self, message_id: UUID) -> UUID:
        return self._id("automatic-reply", message_id.hex)

    def made_by(self, command_id: str, what: str) -> UUID:
        """What a command makes: the same command id makes the same thing."""
        return self._id(what, command_id)

    def profile(self, profile_id: str) -> UUID:
        return self._id("profile", profile_id)

    def policy(self, policy_id: str) -> UUID:
        return self._id("policy", policy_id)

    def register(self, kind: str) -> UUID:
        """The one stream that holds all definitions of a kind."""
        return self._id("register", kind)

    def presence(self, agent: str) -> UUID:
        return self._id("presence", agent)

    def sending(self, agent: str) -> UUID:
        return self._id("sending", agent)

    def lock(self, locked: UUID) -> UUID:
        """Of a message or a case."""
        return self._id("lock", locked.hex)

    def article(self, article_id: str) -> UUID:
        return self._id("article", article_id)

    def survey_token(self, token: str) -> UUID:
        return self._id("survey-token", token)

    def workload(self) -> UUID:
        """No stream: what decisions name that rest on who has how many cases."""
        return self._id("workload")

    def appointments(self) -> UUID:
        """The one stream that says which policy holds where no profile names one."""
        return self._id("appointments")


@lru_cache(maxsize=16_384)
def record_key(profile_id: str, customer_id: str) -> str:
    """The key a channel record should carry: `{profile}|{customer}`, each percent-encoded."""
    return f"{quote(profile_id, safe='')}|{quote(customer_id, safe='')}"
