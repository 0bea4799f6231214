"""`python -m benchmarks.agent CASE`: writes notes to one case, one after the other, until ended."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from threading import Event
from uuid import UUID

from benchmarks.servers import AUTHOR
from bootstrap import settings
from bootstrap.wiring import Deployment
from domain.case.commands import AddNote
from domain.errors import Rejection


def main(case_id: UUID) -> int:
    """Prints a line when it begins and how many notes it wrote when it ends. A refusal, as when
    somebody else was faster several times over, is no end."""
    ended = Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    written = 0
    with Deployment(settings.load()) as deployment:
        dispatcher = deployment.dispatcher
        while not ended.is_set():
            with suppress(Rejection):
                dispatcher.dispatch(AddNote(case_id=case_id, text="looked at it"), actor=AUTHOR)
                written += 1
                if written == 1:
                    _tell("writing")
    _tell(str(written))
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(UUID(sys.argv[1])))
