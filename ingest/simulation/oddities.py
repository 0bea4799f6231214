"""Records that are valid but unusual: no key, another key, other modes, late, early, said again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from msgspec.structs import replace

from ingest.simulation import notes, records
from ingest.simulation.records import MESSAGE, Draft
from ingest.simulation.steps import Publish
from ingest.simulation.timetable import between

IN_BINARY_MODE = 0.12
WITH_ATTACHMENT = 0.06
WITH_UNKNOWN_FIELDS = 0.02
WITHOUT_KEY = 0.01
WITH_OTHER_KEY = 0.004
PUBLISHED_LATE = 0.005
SENT_IN_THE_FUTURE = 0.004

PHOTO = {
    "name": "photo.jpg",
    "media_type": "image/jpeg",
    "size": 182_044,
    "url": "https://files.northwind.example/photo.jpg",
}


def dressed(rng: Random, draft: Draft) -> Publish:
    """The record of a valid draft, now and then with a peculiarity."""
    draft = _with_extras(rng, draft)
    draft = _at_odd_times(rng, draft)
    record = records.binary(draft) if rng.random() < IN_BINARY_MODE else records.structured(draft)
    return _with_odd_key(rng, record)


def second_copies(rng: Random, drafts: list[Draft], count: int) -> list[Publish]:
    """A connector that gives an id twice: the second text must not be lost."""
    messages = [draft for draft in drafts if draft.type == MESSAGE]
    chosen = rng.sample(messages, min(count, len(messages)))
    return [records.structured(_said_otherwise(rng, draft)) for draft in chosen]


def _said_otherwise(rng: Random, draft: Draft) -> Draft:
    data = {**draft.data, "text": f"{draft.data['text']} (corrected)"}
    at = draft.at + between(rng, timedelta(seconds=5), timedelta(hours=2))
    return replace(draft, at=at, data=data, note=notes.SECOND_COPY)


def _with_extras(rng: Random, draft: Draft) -> Draft:
    data = draft.data
    if draft.note == notes.CUSTOMER and rng.random() < WITH_ATTACHMENT:
        data = {**data, "attachments": [PHOTO]}
    if rng.random() < WITH_UNKNOWN_FIELDS:
        data = {**data, "connector_build": "2030.1", "reactions": []}
    return replace(draft, data=data)


def _at_odd_times(rng: Random, draft: Draft) -> Draft:
    chance = rng.random()
    if draft.note != notes.CUSTOMER:
        return draft
    if chance < PUBLISHED_LATE:
        held_up = between(rng, timedelta(hours=26), timedelta(hours=80))
        return replace(draft, at=draft.at + held_up, note=notes.LATE)
    if chance < PUBLISHED_LATE + SENT_IN_THE_FUTURE:
        return replace(draft, sent_at=draft.sent_at + timedelta(days=400), note=notes.EARLY)
    return draft


def _with_odd_key(rng: Random, record: Publish) -> Publish:
    chance = rng.random()
    if record.note != notes.CUSTOMER:
        return record
    if chance < WITHOUT_KEY:
        return replace(record, key=None, note=notes.NO_KEY)
    if chance < WITHOUT_KEY + WITH_OTHER_KEY:
        return replace(record, key=b"somebody-else", note=notes.OTHER_KEY)
    return record
