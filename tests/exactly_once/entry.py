"""`python -m tests.exactly_once.entry PLAN`: a worker in a process that may be killed."""

from __future__ import annotations

import logging
import sys

import msgspec

from ingest.consumer.process import run
from tests.exactly_once.building import Plan, build_worker, open_store
from tests.exactly_once.crashing import TOPIC, CrashingRecorder


def main(given: str) -> int:
    logging.basicConfig(level=logging.WARNING)
    plan = msgspec.json.decode(given, type=Plan)
    if plan.die_at is not None:
        CrashingRecorder.boundary = plan.die_at
        CrashingRecorder.batches_left = plan.die_in_batch
        plan = msgspec.structs.replace(plan, recorder=TOPIC)
    with open_store(plan) as store:
        return run(build_worker(plan, store))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
