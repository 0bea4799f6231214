"""What goes wrong on the way: records sent twice, and records that cannot be taken at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from ingest.simulation import notes, records
from ingest.simulation.records import DELIVERY, STRUCTURED, Draft, encode, envelope, publish
from ingest.simulation.steps import Publish
from ingest.simulation.timetable import between

Spoil = Callable[[Draft], Publish]
UNKNOWN = "nobody@northwind.example"


def repeated(rng: Random, published: Sequence[Publish], count: int) -> list[Publish]:
    """The very same record again: a producer's retry, or a connector that starts over."""
    chosen = rng.sample(published, min(count, len(published)))
    return [
        replace(
            record,
            at=record.at + between(rng, timedelta(milliseconds=20), timedelta(hours=12)),
            note=notes.DUPLICATE,
        )
        for record in chosen
    ]


def broken(rng: Random, drafts: Sequence[Draft], count: int) -> list[Publish]:
    """Every kind of refusal in turn, made of drafts chosen by chance under ids of their own."""
    messages = [draft for draft in drafts if draft.type == records.MESSAGE]
    spoiled = []
    for number in range(count if messages else 0):
        note, spoil = _SPOILERS[number % len(_SPOILERS)]
        draft = replace(rng.choice(messages), id=f"x-{rng.getrandbits(64):016x}", note=note)
        spoiled.append(spoil(draft))
    return spoiled


def _undecodable(draft: Draft) -> Publish:
    return publish(draft, b"\xff\xfe\x00" + encode(envelope(draft)), STRUCTURED)


def _cut_off(draft: Draft) -> Publish:
    value = encode(envelope(draft))
    return publish(draft, value[: len(value) // 2], STRUCTURED)


def _wrong_content_type(draft: Draft) -> Publish:
    return publish(draft, encode(envelope(draft)), (("content-type", b"text/plain"),))


def _unknown_type(draft: Draft) -> Publish:
    return records.structured(replace(draft, type="caseledger.channel.reaction.v1"))


def _missing_field(draft: Draft) -> Publish:
    return _with_data(draft, {name: draft.data[name] for name in draft.data if name != "author"})


def _wrong_field(draft: Draft) -> Publish:
    return _with_data(draft, {**draft.data, "direction": "sideways"})


def _empty_id(draft: Draft) -> Publish:
    return records.structured(replace(draft, id=""))


def _control_in_id(draft: Draft) -> Publish:
    return records.structured(replace(draft, id=f"{draft.id}\x1f"))


def _null_in_text(draft: Draft) -> Publish:
    return _with_data(draft, {**draft.data, "text": "cut\x00here"})


def _no_zone(draft: Draft) -> Publish:
    event = envelope(draft)
    return publish(draft, encode({**event, "time": event["time"].rstrip("Z")}), STRUCTURED)


def _batch(draft: Draft) -> Publish:
    headers = (("content-type", b"application/cloudevents-batch+json"),)
    return publish(draft, encode([envelope(draft)]), headers)


def _tombstone(draft: Draft) -> Publish:
    return publish(draft, None, ())


def _wrong_source(draft: Draft) -> Publish:
    event = envelope(draft)
    return publish(draft, encode({**event, "source": f"{event['source']}-2"}), STRUCTURED)


def _unknown_profile(draft: Draft) -> Publish:
    profile = replace(draft.profile, profile_id=UNKNOWN)
    return _with_data(replace(draft, profile=profile), {**draft.data, "profile": UNKNOWN})


def _wrong_channel(draft: Draft) -> Publish:
    profile = replace(draft.profile, channel="sms")
    return _with_data(replace(draft, profile=profile), {**draft.data, "channel": "sms"})


def _unknown_target(draft: Draft) -> Publish:
    target = {"profile": draft.data["profile"], "external_id": f"{draft.id}-unknown"}
    return _with_data(replace(draft, type=DELIVERY), {**target, "state": "delivered"})


def _with_data(draft: Draft, data: dict[str, Any]) -> Publish:
    return records.structured(replace(draft, data=data))


_SPOILERS: tuple[tuple[str, Spoil], ...] = (
    (notes.UNDECODABLE, _undecodable),
    (notes.UNKNOWN_PROFILE, _unknown_profile),
    (notes.MISSING_FIELD, _missing_field),
    (notes.WRONG_SOURCE, _wrong_source),
    (notes.NO_ZONE, _no_zone),
    (notes.WRONG_FIELD, _wrong_field),
    (notes.UNKNOWN_TYPE, _unknown_type),
    (notes.CUT_OFF, _cut_off),
    (notes.WRONG_CHANNEL, _wrong_channel),
    (notes.NULL_IN_TEXT, _null_in_text),
    (notes.TOMBSTONE, _tombstone),
    (notes.WRONG_CONTENT_TYPE, _wrong_content_type),
    (notes.UNKNOWN_TARGET, _unknown_target),
    (notes.EMPTY_ID, _empty_id),
    (notes.BATCH, _batch),
    (notes.CONTROL_IN_ID, _control_in_id),
)
