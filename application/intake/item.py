"""One record on its way through a batch, with what its bytes turned out to say."""

from __future__ import annotations

from uuid import UUID

import msgspec

from application.intake.records import Decode, Malformed, Record
from application.intake.situating import referred
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from domain.identity import Namespace, record_key
from domain.kernel import Aggregate
from domain.message.aggregate import Message
from domain.message.incoming import Incoming, IncomingMessage, IncomingReceipt
from domain.profile.aggregate import Profile


class Item(msgspec.Struct, frozen=True):
    """`incoming` is None when the bytes could not be read: then `malformed` or `fault` says why."""

    record: Record
    incoming: Incoming | None = None
    malformed: Malformed | None = None
    fault: str | None = None

    @property
    def hold_key(self) -> str:
        """What waits together behind a fault: a conversation; without one, the records of one key;
        without a key, the record alone."""
        if isinstance(self.incoming, IncomingMessage):
            return record_key(self.incoming.profile_id, self.incoming.customer_id)
        if self.record.key is not None:
            return self.record.key.decode("utf-8", "backslashreplace")
        return f"{self.record.topic_id}:{self.record.partition}:{self.record.offset}"


def read(record: Record, decode: Decode) -> Item:
    try:
        return Item(record, decode(record))
    except Malformed as malformed:
        return Item(record, malformed=malformed)
    except Exception as fault:  # a decoder's bug is ours: the record is held, not refused
        return Item(record, fault=describe(fault))


def describe(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def note_first_needs(item: Item, ids: Namespace, needs: dict[UUID, type[Aggregate]]) -> None:
    """Add the streams that a decision about this record begins with."""
    incoming = item.incoming
    if incoming is None:
        return
    profile_id = incoming.profile_id
    needs[ids.profile(profile_id)] = Profile
    if isinstance(incoming, IncomingMessage):
        needs[ids.message(profile_id, incoming.external_id)] = Message
        needs[ids.conversation(profile_id, incoming.customer_id)] = Conversation
        for external_id in referred(incoming.thread):
            needs[ids.message(profile_id, external_id)] = Message
    elif isinstance(incoming, IncomingReceipt) and incoming.external_id is not None:
        needs[ids.message(profile_id, incoming.external_id)] = Message


def note_cases_needed(conversation: Conversation, needs: dict[UUID, type[Aggregate]]) -> None:
    """Add the cases that a message of this conversation most likely meets."""
    for case_id in (conversation.latest_open, conversation.latest):
        if case_id is not None:
            needs[case_id] = Case
