"""What all measurements share: sizes, servers, and workers in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cached_property

import msgspec

from benchmarks.measured import Measured
from benchmarks.servers import Servers
from bootstrap.settings import PREFIX, Settings
from bootstrap.wiring import Deployment

TOPIC = "bench.traffic"
LONGEST = 900.0


class Sizes(msgspec.Struct, frozen=True):
    messages: int = 200_000
    conversations: int = 10_000
    rounds: int = 3


class Run(msgspec.Struct, frozen=True):
    """A deployment that has taken the topic; `begins` is the log's position before."""

    settings: Settings
    begins: int
    measured: Measured


class Bench:
    def __init__(self, servers: Servers, sizes: Sizes) -> None:
        self.servers = servers
        self.sizes = sizes

    @cached_property
    def topic(self) -> str:
        """Holds all messages, published once, read by each run anew."""
        self.servers.fill(TOPIC, self.sizes.messages, self.sizes.conversations)
        return TOPIC

    @cached_property
    def filled(self) -> Run:
        """The first whole run; its deployment is kept."""
        return self.whole()

    def whole(self) -> Run:
        """A new deployment takes the whole topic."""
        settings = self.servers.settings(self.topic)
        with Deployment(settings) as deployment:
            begins = deployment.store.position()
        return Run(settings, begins, self.take(settings, self.sizes.messages))

    def take(self, settings: Settings, messages: int, *, intake: str = "ours") -> Measured:
        """Run a new worker process until it has taken so many messages, which have to be there."""
        answer = subprocess.run(
            [sys.executable, "-m", "benchmarks.worker", intake, str(messages)],
            env=environment(settings),
            stdout=subprocess.PIPE,
            check=True,
            timeout=LONGEST,
        )
        return msgspec.json.decode(answer.stdout, type=Measured)


def environment(settings: Settings) -> dict[str, str]:
    """What a process has to be told so that it works for this deployment."""
    assert settings.database_url is not None
    assert settings.kafka is not None
    told = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "KAFKA": settings.kafka,
        "TOPIC_IN": settings.topic_in,
        "CONSUMER_GROUP": settings.consumer_group,
        "LOG_LEVEL": "ERROR",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {PREFIX + name: value for name, value in told.items()}
