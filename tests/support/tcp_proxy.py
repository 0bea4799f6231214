"""A proxy before a server that can swallow one answer, as a network does that breaks in time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Self

CHUNK = 65536


@dataclass
class Connection:
    """`prepared`: the server has said what must come before; `cut`: its next answer is the last."""

    prepared: bool = False
    cut: bool = False


class TcpProxy:
    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._phrase: bytes | None = None
        self._after = b""
        self.swallowed = threading.Event()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._wait(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def swallow_answer_to(self, phrase: bytes, *, after: bytes) -> None:
        """The next time that a client says `phrase` and the server's answer before contained
        `after`: the server gets it, its answer is awaited and dropped, the connection is cut."""
        self.swallowed.clear()
        self._after = after
        self._phrase = phrase

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        answers, server = await asyncio.open_connection(*self._target)
        state = Connection()
        ways = [
            asyncio.create_task(self._forth(client, server, state)),
            asyncio.create_task(self._home(answers, back, state)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            server.close()
            back.close()

    async def _forth(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, state: Connection
    ) -> None:
        while data := await client.read(CHUNK):
            if self._phrase is not None and self._phrase in data and state.prepared:
                self._phrase = None
                state.cut = True
            if self._phrase is not None and self._phrase in data:
                state.prepared = False
            server.write(data)
            await server.drain()

    async def _home(
        self, answers: asyncio.StreamReader, back: asyncio.StreamWriter, state: Connection
    ) -> None:
        while data := await answers.read(CHUNK):
            if state.cut:
                self.swallowed.set()
                return
            state.prepared = state.prepared or (self._phrase is not None and self._after in data)
            back.write(data)
            await back.drain()
