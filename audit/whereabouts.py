"""Where a message is, whatever it became; asks the log itself, which no view lags behind."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import msgspec

from application.ledger import Ledger, Position
from application.looking.messages import MessageStands, case_stands, message_stands
from application.store import Store
from audit.set_aside import Buried, Held, SetAside
from domain.identity import Namespace
from projections.queries.messages import find_external, find_record
from projections.reading import Reader, ViewNotReadyError


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`answer` is attached, parked, unattached, duplicate, echo, applied, dead_letter, held, gap,
    taken or not_seen; `sentence` says it to a person; `resolved`: with its case."""

    answer: str
    sentence: str
    message_id: UUID | None = None
    case_id: UUID | None = None
    case_number: str | None = None
    second_copy_of: UUID | None = None
    duplicates: int = 0
    resolved: bool = False
    dead_letter: int | None = None
    hold_key: str | None = None


class Whereabouts:
    def __init__(self, store: Store, reader: Reader, aside: SetAside, ids: Namespace) -> None:
        self._store = store
        self._ledger: Ledger = store.ledger
        self._reader = reader
        self._aside = aside
        self._ids = ids

    def of_message(self, message_id: UUID) -> list[Found]:
        message = self._message(message_id)
        if message is not None:
            return [self._placed(message)]
        return [Found(answer="not_seen", sentence=f"message {message_id} was not seen")]

    def of_external(self, profile_id: str, external_id: str) -> list[Found]:
        """The first copy, then second copies with other content, then what was set aside."""
        found = list(self._copies(profile_id, external_id))
        found += map(_letter, self._aside.buried_as(profile_id, external_id))
        found += map(_held, self._aside.held_as(profile_id, external_id))
        if found:
            return found
        what = f"message {external_id} of profile {profile_id}"
        return [Found(answer="not_seen", sentence=f"{what} was not seen")]

    def of_record(self, topic: str, partition: int, offset: int) -> list[Found]:
        """A topic that was made again has several ids under one name; each is asked."""
        positions = [
            each
            for each in self._ledger.positions()
            if topic in (each.topic, str(each.topic_id)) and each.partition == partition
        ]
        found = [each for at in positions for each in self._at(at, offset)]
        if found:
            return found
        place = f"record {topic}:{partition}:{offset}"
        return [Found(answer="not_seen", sentence=f"{place} was not seen yet")]

    def _copies(self, profile_id: str, external_id: str) -> Iterator[Found]:
        first_id = self._ids.message(profile_id, external_id)
        first = self._message(first_id)
        if first is not None:
            yield self._placed(first)
        try:
            with self._reader.reading() as reading:
                copies = find_external(reading, profile_id, external_id)
        except ViewNotReadyError:
            return
        for each in copies:
            if each.second_copy_of is None or each.message_id == first_id:
                continue
            copy = self._message(each.message_id)
            if copy is not None:
                yield self._placed(copy)

    def _at(self, at: Position, offset: int) -> Iterator[Found]:
        place = (at.topic_id, at.partition, offset)
        for letter in self._aside.buried_at(*place):
            yield _letter(letter)
        for held in self._aside.held_at(*place):
            yield _held(held)
        repeats = self._ledger.repeated(*place)
        if repeats is not None:
            yield self._repetition(at, offset, repeats)
            return
        with self._reader.reading() as reading:
            record = find_record(reading, *place)
        if record is not None:
            yield self._became(record.kind, record.stream_id)
        elif at.first_offset <= offset < at.next_offset and not any(self._set_aside(place)):
            name = f"record {at.topic}:{at.partition}:{offset}"
            sentence = f"{name} was read; it is a gap of the log, or the views do not show it yet"
            yield Found(answer="taken", sentence=sentence)

    def _set_aside(self, place: tuple[UUID, int, int]) -> Iterator[bool]:
        yield bool(self._aside.buried_at(*place))
        yield bool(self._aside.held_at(*place))

    def _repetition(self, at: Position, offset: int, repeats: UUID) -> Found:
        first = self.of_message(repeats)[0]
        name = f"record {at.topic}:{at.partition}:{offset}"
        return msgspec.structs.replace(
            first,
            answer="duplicate",
            sentence=f"{name} repeats message {repeats}; {first.sentence}",
        )

    def _became(self, kind: str, stream_id: UUID) -> Found:
        if kind == "survey_answer":
            case = case_stands(self._store, stream_id)
            return Found(
                answer="applied",
                sentence=f"a survey answer, recorded on case {case.number}",
                case_id=case.case_id,
                case_number=case.number,
            )
        found = self.of_message(stream_id)[0]
        if kind == "received":
            return found
        what = "an echo" if kind == "echoed" else "a delivery receipt"
        sentence = f"{what} of message {stream_id}; {found.sentence}"
        return msgspec.structs.replace(found, answer="applied", sentence=sentence)

    def _placed(self, message: MessageStands) -> Found:
        if message.points_to is not None:
            ours = self.of_message(message.points_to)[0]
            sentence = f"the channel's copy of our own message {message.points_to}; {ours.sentence}"
            return msgspec.structs.replace(ours, answer="echo", sentence=sentence)
        repeated = self._aside.duplicates_of(message.message_id)
        return Found(
            answer=message.place or "taken",
            sentence=_sentence(message, repeated),
            message_id=message.message_id,
            case_id=message.case.case_id if message.case is not None else None,
            case_number=message.case.number if message.case is not None else None,
            second_copy_of=message.second_copy_of,
            duplicates=repeated,
            resolved=message.resolved,
        )

    def _message(self, message_id: UUID) -> MessageStands | None:
        return message_stands(self._store, self._ids, message_id)


def _sentence(message: MessageStands, repeated: int) -> str:
    sentence = f"message {message.message_id} is {message.place}"
    if message.case is not None:
        sentence += f" to case {message.case.number} ({message.case.status})"
    elif message.place == "parked":
        sentence += " and waits for a person"
    elif message.place == "unattached":
        sentence += ": it met no live case and waits for nobody"
    if message.shown_in is not None:
        sentence += f", which was merged into case {message.shown_in.number}"
    if message.case is not None and (gone := message.case.deletion) is not None:
        sentence += f", which {gone.by} deleted at {gone.at:%Y-%m-%dT%H:%M:%SZ}"
    if message.resolved:
        sentence += ", and is resolved with it"
    if message.moves:
        sentence += f"; people put it elsewhere {_times(message.moves)}"
    if message.second_copy_of is not None:
        original = message.second_copy_of
        sentence += f"; flagged: it has the id of message {original} and other content"
    if repeated:
        sentence += f"; repeated {repeated} times"
    return sentence


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _letter(letter: Buried) -> Found:
    fate = letter.state if letter.outcome is None else f"{letter.state}: {letter.outcome}"
    return Found(
        answer="dead_letter",
        sentence=f"record {letter.place} is dead letter {letter.letter} ({fate}), because"
        f" {letter.field}: {letter.rule}",
        dead_letter=letter.letter,
    )


def _held(held: Held) -> Found:
    behind = f"behind {held.before} others" if held.before else "first in line"
    return Found(
        answer="held",
        sentence=f"record {held.place} is held with key {held.hold_key}, {behind}, because of a"
        f" fault of ours: {held.fault or 'unknown'}",
        hold_key=held.hold_key,
    )
