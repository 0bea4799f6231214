"""Log lines on stderr: instant, level, logger, message. Nothing personal is ever logged."""

from __future__ import annotations

import logging
import sys
import time

FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s"
LOUD = ("kafka", "alembic", "eventsourcing")
"""Libraries that tell at INFO what only their authors want to know."""


def configure(level: str) -> None:
    formatter = logging.Formatter(FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("caseledger").setLevel(level)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.ERROR)
