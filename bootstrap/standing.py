"""How far every role, partition and view is: what `caseledger status` shows."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from application import tables
from application.ledger import Position, Stop
from bootstrap.heartbeats import Heartbeat, heartbeats
from bootstrap.wiring import Deployment
from ingest.failures import BusAwayError
from ingest.topics import Bounds, Topics
from projections.catalog import VIEWS
from projections.status import ViewStatus, view_statuses
from relay.worker import NAME as LETTERS

logger = logging.getLogger("caseledger.status")


class Line(msgspec.Struct, frozen=True):
    """`lag_*` is None where nobody can tell. The lag of a view is in positions of the log."""

    role: str
    what: str
    position: int
    lag_records: int | None
    lag_seconds: float | None
    state: str
    last_error: str | None = None


GONE = "gone"


class Standing(msgspec.Struct, frozen=True):
    """`held_keys` counts conversations that wait behind a fault of ours."""

    lines: list[Line]
    workers: list[Heartbeat]
    log_position: int
    held_keys: int
    held_records: int
    open_letters: int
    stops: list[Stop]
    broker: str


def standing(here: Deployment) -> Standing:
    ledger, now = here.ledger, here.clock()
    beats = heartbeats(here.engine)
    stops = ledger.stops()
    positions = ledger.positions()
    bounds, broker = _bounds(here, positions)
    lines = [
        *(_partition(each, bounds, stops, beats, now) for each in positions),
        *_unread(positions, bounds or {}, stops, here.settings.topic_in),
        *(_view(each, now) for each in view_statuses(here.engine, here.log, VIEWS)),
        *_relays(here, beats),
    ]
    _, held_keys = ledger.holds()
    counts = ledger.letter_counts()
    return Standing(
        lines,
        beats,
        here.store.position(),
        len(held_keys),
        sum(ledger.held_counts().values()),
        sum(number for (_, state), number in counts.items() if state == "open"),
        stops,
        broker,
    )


TopicBounds = Mapping[int, Bounds]


def _unread(
    positions: list[Position],
    bounds: Mapping[UUID, TopicBounds],
    stops: list[Stop],
    topic_in: str,
) -> Iterator[Line]:
    """Partitions that nobody has taken a record from, perhaps because the first is missing."""
    read = {(each.topic_id, each.partition) for each in positions}
    for topic_id, of_topic in bounds.items():
        for number, (first, end) in sorted(of_topic.items()):
            if (topic_id, number) not in read:
                lag = end - first if end is not None else None
                seconds = 0.0 if lag == 0 else None
                stop = _stop(stops, topic_id, number)
                state = "stopped" if stop is not None else "not read yet"
                what = f"{topic_in}:{number}"
                yield Line("ingest", what, first, lag, seconds, state, _missing(stop))


def _bounds(
    here: Deployment, positions: list[Position]
) -> tuple[dict[UUID, TopicBounds] | None, str]:
    """Where the partitions of the topics that exist now begin and end, None where nobody can tell;
    and how the broker is."""
    names = sorted({each.topic for each in positions} | {here.settings.topic_in})
    found: dict[UUID, TopicBounds] = {}
    try:
        with Topics(here.kafka) as topics:
            for name, id in topics.ids(names).items():
                if id is not None:
                    found[id] = topics.offsets(name)
    except Exception as away:
        # Whatever the client raises: the rest of the answer is worth having without the broker.
        logger.debug("the broker was not asked: %s", away)
        reason = away if isinstance(away, BusAwayError) else type(away).__name__
        return None, f"not reachable: {reason}"
    return found, "reachable"


def _partition(
    at: Position,
    topics: Mapping[UUID, TopicBounds] | None,
    stops: list[Stop],
    beats: list[Heartbeat],
    now: datetime,
) -> Line:
    bounds = (topics or {}).get(at.topic_id, {})
    end = bounds[at.partition].end if at.partition in bounds else None
    lag = max(0, end - at.next_offset) if end is not None else None
    stop = _stop(stops, at.topic_id, at.partition)
    state = _state(at, topics, stop)
    error = _missing(stop) or _last_error("ingest", beats)
    return Line(
        "ingest",
        f"{at.topic}:{at.partition}",
        at.next_offset,
        lag,
        _age(lag, at.broker_time, now),
        state,
        error if state != GONE else None,
    )


def _state(at: Position, topics: Mapping[UUID, TopicBounds] | None, stop: Stop | None) -> str:
    """Positions of a topic that was deleted stay, for the law."""
    if topics is not None and at.topic_id not in topics:
        return GONE
    if stop is not None:
        return "stopped"
    return "reading" if topics is not None else "unknown"


def _stop(stops: list[Stop], topic_id: UUID, partition: int) -> Stop | None:
    place = (topic_id, partition)
    return next((stop for stop in stops if (stop.topic_id, stop.partition) == place), None)


def _missing(stop: Stop | None) -> str | None:
    if stop is None:
        return None
    return f"offsets {stop.missing_from} to {stop.missing_to - 1} are missing: {stop.reason}"


def _age(lag: int | None, broker_time: datetime | None, now: datetime) -> float | None:
    """At most this old is the oldest record not yet taken."""
    if lag == 0:
        return 0.0
    if lag is None or broker_time is None:
        return None
    return max(0.0, (now - broker_time).total_seconds())


def _view(at: ViewStatus, now: datetime) -> Line:
    since = at.waiting_since
    seconds = max(0.0, (now - since).total_seconds()) if since is not None else 0.0
    return Line("project", at.view, at.position, at.lag, seconds, at.state, at.error)


def _relays(here: Deployment, beats: list[Heartbeat]) -> Iterator[Line]:
    position = here.ledger.relay_position(LETTERS)
    with here.engine.connect() as connection:
        left = tables.letters.c.id > position
        row = connection.execute(
            select(func.count(), func.min(tables.letters.c.buried_at)).where(left)
        ).one()
    seconds = (here.clock() - row[1]).total_seconds() if row[1] is not None else 0.0
    error = _last_error("relay", beats)
    yield Line("relay", LETTERS, position, row[0], max(0.0, seconds), "relaying", error)


def _last_error(role: str, beats: list[Heartbeat]) -> str | None:
    newest = max(
        (each for each in beats if each.role == role), key=lambda b: b.beat_at, default=None
    )
    return newest.status.get("last_error") if newest is not None else None
