"""Loads and saves aggregates through the library; the log, and the tables beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import InfrastructureFactory, Mapper, ProcessRecorder
from eventsourcing.popo import POPOFactory
from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment

from application.beside import Beside, Committed
from application.kinds import OtherKind, kind_of
from application.ledger import Ledger
from application.mapper import EventMapper
from application.meanwhile import NOTHING, Meanwhile
from application.memory.recorder import MemoryRecorder
from application.postgres.ledger import PostgresLedger
from application.postgres.recorder import LedgerRecorder
from domain.kernel import Aggregate, Recorded
from domain.registry import EVENTS

A = TypeVar("A", bound=Aggregate)
NAME = "Caseledger"
"""The library prefixes its tables with it: `caseledger_events`."""


class Placed(msgspec.Struct, frozen=True):
    """An event and its position in the log; positions rise, with gaps."""

    position: int
    recorded: Recorded[Any]


BY_KEY = "-c enable_seqscan=off"
"""Every statement of the store finds its rows by an index. While a young table was never analysed,
the planner believes that reading all of it is cheaper, and a prepared statement keeps believing."""


class Store(Application[UUID]):
    """`env` configures the library: PERSISTENCE_MODULE and its POSTGRES_ settings; `connection`
    is what libpq shall know beside them."""

    name = NAME
    recorder: MemoryRecorder | LedgerRecorder

    def __init__(
        self,
        clock: Callable[[], datetime],
        env: Mapping[str, str],
        *,
        connection: Mapping[str, str] | None = None,
    ) -> None:
        self.clock = clock
        self._connection = dict(connection or {})
        super().__init__(env=env)
        self.ledger: Ledger = (
            self.recorder.ledger
            if isinstance(self.recorder, MemoryRecorder)
            else PostgresLedger(self.recorder.datastore)
        )

    def construct_mapper(self) -> Mapper[UUID]:
        return EventMapper(EVENTS.values(), self.clock)

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        factory = super().construct_factory(env)
        if isinstance(factory, PostgresFactory):  # before the first connection is made
            options = f"{self._connection.get('options', '')} {BY_KEY}".lstrip()
            given = {**_kwargs(factory), **self._connection, "options": options}
            factory.datastore.pool.kwargs = given
        return factory

    def construct_recorder(self) -> ProcessRecorder:
        if isinstance(self.factory, POPOFactory):  # it knows only the library's own recorder
            return MemoryRecorder()
        return self.factory.process_recorder()

    def load(self, kind: type[A], id: UUID, *, version: int | None = None) -> A:
        """Raises AggregateNotFoundError, OtherKind; with `version`, the state as of that event."""
        rows = self.recorder.select_events(id, lte=version)
        if not rows:
            raise AggregateNotFoundError(id, version)
        history = [self.event_mapper.to_domain_event(row) for row in rows]
        if kind_of(history[0].event, kind) is not kind:
            raise OtherKind(stream=id, kind=kind.__name__)
        return fold(kind, id, history)

    def history(self, id: UUID, *, after: int | None = None) -> list[Recorded[Any]]:
        """One stream, from its first event, or from the one behind version `after`."""
        rows = self.recorder.select_events(id, gt=after)
        return [self.event_mapper.to_domain_event(row) for row in rows]

    def streams(self, ids: Sequence[UUID]) -> Iterable[Recorded[Any]]:
        """All events of these streams, each stream in order."""
        return map(self.event_mapper.to_domain_event, self.recorder.select_streams(ids))

    def read_log(
        self,
        *,
        after: int = 0,
        limit: int = 1000,
        stop: int | None = None,
        topics: Sequence[str] = (),
    ) -> list[Placed]:
        """The log in order, after a position, up to and with `stop`."""
        rows = self.recorder.select_notifications(
            after, limit, stop, topics, inclusive_of_start=False
        )
        return [Placed(int(row.id), self.event_mapper.to_domain_event(row)) for row in rows]

    def position(self) -> int:
        """The last position of the log; 0 when it is empty."""
        return self.recorder.max_notification_id() or 0

    def commit(
        self, events: Iterable[Recorded[Any]], beside: Beside, meanwhile: Meanwhile = NOTHING
    ) -> Committed:
        """Raises what `LedgerRecorder.commit` raises."""
        return self.recorder.commit(self.event_mapper.to_stored_events(events), beside, meanwhile)

    @property
    def event_mapper(self) -> EventMapper:
        assert isinstance(self.mapper, EventMapper)
        return self.mapper


def _kwargs(factory: PostgresFactory) -> dict[str, Any]:
    kwargs = factory.datastore.pool.kwargs
    assert isinstance(kwargs, dict)
    return kwargs


def fold(kind: type[A], id: UUID, history: Iterable[Recorded[Any]]) -> A:
    aggregate = kind(id)
    for recorded in history:
        aggregate.evolve(recorded)
    return aggregate
