"""Takes records from the topic of channel events, until it is told to stop."""

from __future__ import annotations

from functools import partial

from bootstrap.heartbeats import EVERY, Heart
from bootstrap.wiring import Deployment
from ingest.consumer.kafka_bus import KafkaBus
from ingest.consumer.process import run as run_worker
from ingest.consumer.session import Tuning
from ingest.consumer.status import WorkerStatus
from ingest.consumer.worker import Worker


def run(deployment: Deployment) -> int:
    """The exit status."""
    heart = Heart(deployment.engine, "ingest")
    heart.begin()

    def report(status: WorkerStatus) -> None:
        heart.beat(status.state, status)

    settings = deployment.settings
    worker = Worker(
        partial(
            KafkaBus,
            deployment.kafka,
            settings.consumer_group,
            [settings.topic_in],
            session_timeout=settings.kafka_session_timeout,
        ),
        deployment.intake,
        deployment.ledger,
        clock=deployment.clock,
        report=report,
        tuning=Tuning(batch=settings.batch, report_every=EVERY, stalled_after=settings.watchdog),
    )
    return run_worker(worker)
