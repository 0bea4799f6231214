"""Open cases in batches, each of which moves in one transaction to the policy of today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from application.policies.outlook import Prospect
from domain.case.rebinding_commands import RebindCases

BATCH = 100


class Batch(msgspec.Struct, frozen=True):
    """The id stays the same as long as the cases and what they would follow do."""

    command: RebindCases
    command_id: str


def batches(moving: Sequence[Prospect], actor: str, *, size: int = BATCH) -> Iterator[Batch]:
    for start in range(0, len(moving), size):
        chunk = moving[start : start + size]
        said = [
            (each.case_id, each.version, each.bound.policy.id, each.bound.version) for each in chunk
        ]
        digest = hashlib.sha256(msgspec.json.encode([actor, said])).hexdigest()
        command = RebindCases(case_ids=tuple(each.case_id for each in chunk))
        yield Batch(command, f"rebind:{digest}")
