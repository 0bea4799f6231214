"""Registers the profiles that a simulation plays, one for each preset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from application.actor import BACKDATE, Actor
from application.dispatch import Dispatcher
from domain.profile.commands import RegisterProfile
from ingest.simulation.cast import SimulatedProfile

ADMINISTRATOR = Actor("system:demo", "simulation", frozenset({BACKDATE}))


def register(
    profiles: Iterable[SimulatedProfile],
    dispatcher: Dispatcher,
    at: datetime,
    *,
    actor: Actor = ADMINISTRATOR,
) -> None:
    """Without a limit of lateness: all of it happened long ago, and the channel's time counts."""
    for profile in profiles:
        command = RegisterProfile(
            profile_id=profile.profile_id,
            channel=profile.channel,
            connector=profile.connector,
            policy_id=profile.policy_id,
            allowed_lateness=None,
            can_initiate=profile.can_initiate,
            telephony=profile.telephony,
            group=profile.group,
        )
        dispatcher.dispatch(command, actor=actor, occurred_at=at)
