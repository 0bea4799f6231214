"""The topics of a deployment, as its settings want them."""

from __future__ import annotations

from collections.abc import Iterator

from bootstrap.settings import Settings
from ingest.topics import Topics, WantedTopic


def wanted(settings: Settings) -> list[WantedTopic]:
    names = (settings.topic_in, settings.topic_out, settings.topic_cases, settings.topic_dlq)
    return [WantedTopic(name, settings.partitions, settings.replication) for name in names]


def create(topics: Topics, settings: Settings) -> Iterator[tuple[str, bool]]:
    """Each topic's name, and whether it was made now."""
    for each in wanted(settings):
        yield each.name, topics.create(each)


def check(topics: Topics, settings: Settings) -> list[str]:
    """What differs from the settings, one line each."""
    return [line for each in wanted(settings) for line in topics.check(each)]
