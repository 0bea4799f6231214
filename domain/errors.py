"""Why the domain refused a command. Nothing here knows about HTTP or Kafka."""

from __future__ import annotations

from typing import ClassVar


class Rejection(Exception):
    """A command was understood and refused; retrying it unchanged cannot help.

    `code` is stable and meant for programs; `facts` are what the sentence for people is made of.
    """

    code: ClassVar[str] = "rejected"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts
