"""Copies dead letters to Kafka, until it is told to stop."""

from __future__ import annotations

from functools import partial

from bootstrap.heartbeats import EVERY, Heart
from bootstrap.wiring import Deployment
from ingest.consumer.process import ended_by_signals
from relay.outlet import KafkaOutlet
from relay.worker import LetterRelay, RelayStatus


def run(deployment: Deployment) -> int:
    """The exit status."""
    heart = Heart(deployment.engine, "relay")
    heart.begin()

    def report(status: RelayStatus) -> None:
        heart.beat(status.state, status)

    settings = deployment.settings
    worker = LetterRelay(
        deployment.ledger,
        partial(KafkaOutlet, deployment.kafka, settings.topic_dlq),
        clock=deployment.clock,
        report=report,
        poll=settings.poll,
        report_every=EVERY,
    )
    with ended_by_signals(worker.stop):
        return worker.run()
