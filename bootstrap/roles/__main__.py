"""`python -m bootstrap.roles ROLE`: what `caseledger up` starts, one process for each role."""

from __future__ import annotations

import logging
import sys

from bootstrap import settings
from bootstrap.logs import configure
from bootstrap.roles.running import run
from bootstrap.wiring import Deployment

logger = logging.getLogger("caseledger.roles")


def main(role: str) -> int:
    read = settings.load()
    configure(read.log_level)
    logger.info("%s begins", role)
    try:
        with Deployment(read) as deployment:
            status = run(role, deployment)
    except Exception as fault:
        logger.critical("%s ends: %s: %s", role, type(fault).__name__, fault, exc_info=fault)
        return 1
    logger.info("%s ends with status %d", role, status)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
