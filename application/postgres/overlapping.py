"""A connection that lends its waiting time: other work is done until the server answers."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from psycopg import Connection
from psycopg.abc import PQGen
from psycopg.rows import DictRow
from psycopg.waiting import Ready, Wait

from application.meanwhile import NOTHING, Meanwhile

RV = TypeVar("RV")
DONE = object()


class OverlappingConnection(Connection[DictRow]):
    """Not by a thread: one that commits starves while another one computes, because Python hands
    over only every 5 ms."""

    meanwhile: Meanwhile = NOTHING

    def wait(self, gen: PQGen[RV], *args: Any, **kwargs: Any) -> RV:
        if self.meanwhile is not NOTHING:
            gen = self._overlapped(gen)
        return super().wait(gen, *args, **kwargs)

    def _overlapped(self, gen: PQGen[RV]) -> PQGen[RV]:
        """The same conversation with the server. It asks to wait for an answer only after all of
        the statement was sent."""
        try:
            wanted = next(gen)
            while True:
                if wanted == Wait.R and self._work_until_answered():
                    wanted = gen.send(Ready.R)
                else:
                    wanted = gen.send((yield wanted))
        except StopIteration as done:
            result: RV = done.value
            return result

    def _work_until_answered(self) -> bool:
        """False when the work came to its end before the answer."""
        answer = select.poll()
        answer.register(self.pgconn.socket, select.POLLIN)
        while not answer.poll(0):
            if next(self.meanwhile, DONE) is DONE:
                self.meanwhile = NOTHING
                return False
        return True


@contextmanager
def lending(conn: Connection[Any]) -> Iterator[Callable[[Meanwhile], None]]:
    """Call what it yields when the long statements begin; it holds to the end of the block."""

    def lend(meanwhile: Meanwhile) -> None:
        if isinstance(conn, OverlappingConnection):
            conn.meanwhile = meanwhile

    try:
        yield lend
    finally:
        lend(NOTHING)
