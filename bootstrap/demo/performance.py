"""Applies the setup of the demo, then plays the simulation on a running deployment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from uuid import UUID

from rich.console import Console

from application.setup.applying import in_numbers
from bootstrap.addresses import kafka_address, kafka_connection
from bootstrap.demo.channel import BrokerChannel
from bootstrap.demo.commands import Commands
from bootstrap.demo.options import DemoOptions
from bootstrap.demo.player import Played, Player
from bootstrap.demo.progress import watched
from bootstrap.demo.setting_up import FILE, set_up
from bootstrap.wiring import Deployment
from ingest.publishing.deliver import connect
from ingest.simulation.cast import DEFAULT_PROFILES
from ingest.simulation.generate import generate
from ingest.topics import Topics

LINGER_MS = 2


def perform(
    options: DemoOptions,
    deployment: Deployment,
    start: datetime,
    console: Console,
    alarm: Callable[[], None],
) -> Played:
    """`alarm` raises when it makes no sense to go on."""
    steps = list(
        generate(
            options.seed,
            profiles=DEFAULT_PROFILES,
            start=start,
            days=options.days,
            messages=options.messages,
        )
    )
    console.print(
        f"Playing {options.messages} messages of {options.days} days"
        f" at {len(DEFAULT_PROFILES)} profiles, seed {options.seed} ..."
    )
    applied = set_up(deployment.store, deployment.ids, deployment.dispatcher, start)
    console.print(f"  applied {FILE}: {in_numbers(applied)}")
    topic = deployment.settings.topic_in
    with (
        closing(connect(kafka_address(deployment.settings), linger_ms=LINGER_MS)) as producer,
        watched(console, len(steps), start) as tell,
    ):
        channel = BrokerChannel(
            producer, topic, _id_of(topic, deployment), deployment.ledger, alarm=alarm
        )
        commands = Commands(deployment.store, deployment.ids)
        profiles = {each.profile_id: each for each in DEFAULT_PROFILES}
        return Player(channel, commands, deployment.dispatcher, profiles).play(steps, tell)


def _id_of(topic: str, deployment: Deployment) -> UUID:
    with Topics(kafka_connection(deployment.settings)) as topics:
        id = topics.ids([topic])[topic]
    assert id is not None, "the topics were made at the start"
    return id
