"""What a person at a terminal does and sees, in this process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from typer.testing import CliRunner

from application.intake.records import Record
from bootstrap import settings
from bootstrap.wiring import Deployment
from cli.main import app
from tests.support import events

TOPIC = "caseledger.channel.in"
TOPIC_ID = UUID(int=7)
NOW = datetime.now(UTC).replace(microsecond=0)
PROFILE, CUSTOMER = events.PROFILE, "c-123"


class Answer(msgspec.Struct, frozen=True):
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Terminal:
    def __init__(self) -> None:
        self._offset = 0

    def __call__(self, *words: str, stdin: str | bytes | None = None) -> Answer:
        result = CliRunner().invoke(app, list(words), input=stdin)
        return Answer(result.exit_code, result.stdout, result.stderr)

    def done(self, *words: str) -> Answer:
        """A command that has to work."""
        answer = self(*words)
        assert answer.status == 0, answer
        return answer

    def json(self, *words: str) -> Any:
        return self.done(*words, "--json").document

    def refused(self, *words: str) -> tuple[int, str]:
        """A command that has to be refused: status and line. Nothing may be written."""
        before = self.position()
        answer = self(*words)
        assert self.position() == before
        assert answer.status != 0, answer
        assert answer.out == ""
        assert answer.err.count("\n") == 1, answer.err
        return answer.status, answer.err.removeprefix("caseledger: ").rstrip()

    def position(self) -> int:
        with Deployment(settings.load()) as here:
            return here.store.position()

    def register(self, policy: str = "emplifi", profile: str = PROFILE) -> None:
        words = f"profiles add {profile} --channel email --connector imap --policy {policy}"
        self.done(*words.split(), "--lateness", "unlimited", "--can-initiate", *ADMIN)

    def take(self, *given: Any, key: bytes | None = None) -> list[str]:
        """Events or bytes through the intake, then into the views; the outcome words."""
        records = [self._record(each, key) for each in given]
        with Deployment(settings.load()) as here:
            taken = here.intake.take(records)
            here.runner().catch_up()
        return sorted(taken.outcomes.elements())

    def write(self, id: str, *, ago: timedelta = timedelta(), **data: Any) -> dict[str, Any]:
        """A customer's message, sent some time ago."""
        at = (NOW - ago).strftime("%Y-%m-%dT%H:%M:%SZ")
        return events.with_data(events.message(id=id, time=at), **data)

    def catch_up(self) -> None:
        self.done("project", "--once")

    def _record(self, given: Any, key: bytes | None) -> Record:
        value = given if isinstance(given, bytes) else json.dumps(given).encode()
        record = Record(TOPIC, TOPIC_ID, 0, self._offset, key, value, events.STRUCTURED, NOW)
        self._offset += 1
        return record


ADMIN: Sequence[str] = ("--actor", "agent:admin")
ANNA: Sequence[str] = ("--actor", "agent:anna")
