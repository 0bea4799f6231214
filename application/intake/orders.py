"""What an operator decides about records: by whom, on what authority, and once per id."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

import msgspec
from eventsourcing.persistence import IntegrityError

from application.actor import Actor
from application.beside import Receipt
from application.command_text import must_be_acceptable
from application.dispatch import CommandIdReused
from application.ledger import Ledger
from domain.errors import Rejection


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """`repeated`: it had been done before under the same command id, and nothing was done now."""

    repeated: bool = False


D = TypeVar("D", bound=Done)


class Order(msgspec.Struct, frozen=True):
    """`act` and `about` are what is to be done; with a `command_id` it has one effect."""

    act: str
    about: tuple[str, ...]
    actor: Actor
    command_id: str | None = None

    def receipt(self, done: Done) -> Receipt | None:
        """Written in the transaction of what was done."""
        if self.command_id is None:
            return None
        return Receipt(self.command_id, self._hash(), msgspec.json.encode(done))

    def answered(self, ledger: Ledger, kind: type[D]) -> D | None:
        """What it led to when it was given before. Raises CommandIdReused, UnacceptableText."""
        must_be_acceptable(_Names(self.actor.id, self.command_id))
        receipt = ledger.receipt(self.command_id) if self.command_id is not None else None
        if receipt is None:
            return None
        if receipt.request_hash != self._hash():
            raise CommandIdReused(command_id=receipt.command_id)
        done = msgspec.json.decode(receipt.outcome, type=kind)
        return msgspec.structs.replace(done, repeated=True)

    def once(self, ledger: Ledger, kind: type[D], do: Callable[[], D]) -> D:
        """Two who give the same order at the same time hear the same."""
        before = self.answered(ledger, kind)
        if before is not None:
            return before
        try:
            return do()
        except (IntegrityError, Rejection):
            meanwhile = self.answered(ledger, kind)
            if meanwhile is None:
                raise
            return meanwhile

    def _hash(self) -> str:
        request = [self.act, *self.about, self.actor.id]
        return hashlib.sha256(msgspec.json.encode(request)).hexdigest()


class _Names(msgspec.Struct, frozen=True):
    """What `about` names is there already, whatever it contains."""

    actor: str
    command_id: str | None = None
