"""Log lines on stderr: instant, level, logger, message. Nothing personal is ever logged."""

from __future__ import annotations

import logging
import sys
import time
from typing import TextIO

FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s"
LOUD = ("kafka", "alembic", "eventsourcing")
"""Libraries that tell at INFO what only their authors want to know."""


class Stderr(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def configure(level: str) -> None:
    ours = logging.getLogger("caseledger")
    ours.setLevel(level)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.ERROR)
    if any(isinstance(each, Stderr) for each in ours.handlers):
        return
    formatter = logging.Formatter(FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = Stderr()
    handler.setFormatter(formatter)
    ours.addHandler(handler)
