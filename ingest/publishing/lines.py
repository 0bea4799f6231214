"""One step of publishing: what became of one line or one member of a batch. Counted from 1."""

from __future__ import annotations

import msgspec


class Ready(msgspec.Struct, frozen=True, gc=False):
    """Keeps the contract; `value` is what the file held, byte for byte.

    Simulated records may be without key or value, as those of a careless connector are.
    """

    number: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]


class Refused(msgspec.Struct, frozen=True, gc=False):
    """Breaks the contract and was not sent. `code` is one of `ingest.contracts.codes`."""

    number: int
    code: str
    field: str
    rule: str


class Delivered(msgspec.Struct, frozen=True, gc=False):
    """All in-sync replicas have it. `offset` is -1 where the broker does not say."""

    number: int
    partition: int
    offset: int


class Undelivered(msgspec.Struct, frozen=True, gc=False):
    """The broker did not confirm it; it may have arrived all the same, so send it again.

    The engine takes a repeated message once.
    """

    number: int
    reason: str


Checked = Ready | Refused
Outcome = Delivered | Undelivered | Refused
