"""What can happen to what an organisation defines: its agents, groups, queues, rules, labels."""

from __future__ import annotations

from domain.kernel import Event


class DefinitionPublished(Event, frozen=True):
    """`document` is the canonical JSON whose bytes `hash` (SHA-256, hex) covers. Versions of one
    `id` of one `kind` count from 1. One that is not wanted any more is published as inactive."""

    TOPIC = "definition.published"

    kind: str
    id: str
    version: int
    document: str
    hash: str
