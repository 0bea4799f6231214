"""`python -m benchmarks.worker INTAKE MESSAGES`: the ingest role as it runs, with a meter in it."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import Any

from benchmarks.library import LibraryIntake
from benchmarks.measured import Meter
from bootstrap import settings
from bootstrap.roles import ingest
from bootstrap.settings import Settings
from bootstrap.wiring import Deployment
from ingest.consumer.session import Takes


class MeteredDeployment(Deployment):
    def __init__(self, read: Settings, intake: str, messages: int) -> None:
        super().__init__(read)
        self._asked = intake
        self._messages = messages

    @cached_property
    def intake(self) -> Any:
        intake: Takes
        if self._asked == "ours":
            intake = super().intake
        else:
            intake = LibraryIntake(self.database, tuned=self._asked == "library-tuned")
        return Meter(intake, self.database, self._messages)


def main(intake: str, messages: int) -> int:
    with MeteredDeployment(settings.load(), intake, messages) as deployment:
        return ingest.run(deployment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
