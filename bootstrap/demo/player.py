"""Plays a simulation: records go to the broker, agents act on what the intake made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from application.actor import BACKDATE, Actor
from application.dispatch import Dispatcher
from bootstrap.demo.commands import Command, Commands
from bootstrap.demo.rounds import Round, rounds
from domain.errors import Rejection
from ingest.simulation.cast import SimulatedProfile
from ingest.simulation.intents import AnswerOpenCase
from ingest.simulation.records import echo
from ingest.simulation.steps import Act, Publish, Step

AUTHORITY = "simulation"
Tell = Callable[[Step], None]


class Channel(Protocol):
    """The way of a record into the log."""

    def deliver(self, records: Sequence[Publish]) -> None:
        """Publish in this order; return when the intake has taken all of them."""
        ...


class Played(msgspec.Struct):
    """Counts of what was done: records by what they play, commands by name, refusals by code.

    `passed_over` are acts that found no case or message of the kind they speak of.
    """

    records: Counter[str] = msgspec.field(default_factory=Counter)
    commands: Counter[str] = msgspec.field(default_factory=Counter)
    refusals: Counter[str] = msgspec.field(default_factory=Counter)
    passed_over: int = 0


class Player:
    def __init__(
        self,
        channel: Channel,
        commands: Commands,
        dispatcher: Dispatcher,
        profiles: Mapping[str, SimulatedProfile],
    ) -> None:
        self._channel = channel
        self._commands = commands
        self._dispatcher = dispatcher
        self._profiles = profiles
        self._echoes: list[Publish] = []
        self.played = Played()

    def play(self, steps: Sequence[Step], tell: Tell = lambda _: None) -> Played:
        for each in rounds(steps):
            self._play(each, tell)
        self._deliver([], tell)
        return self.played

    def _play(self, round: Round, tell: Tell) -> None:
        self._deliver(round.records, tell)
        for act in round.acts:
            self._carry_out(act)
            tell(act)

    def _deliver(self, records: Sequence[Publish], tell: Tell) -> None:
        """With the echoes of the answers given since the last time."""
        due = sorted((*self._echoes, *records), key=lambda record: record.at)
        self._echoes = []
        if due:
            self._channel.deliver(due)
        self.played.records.update(record.note for record in due)
        for record in records:
            tell(record)

    def _carry_out(self, act: Act) -> None:
        command = self._commands.of(act.intent)
        if command is None:
            self.played.passed_over += 1
            return
        try:
            self._dispatch(act, command)
        except Rejection as refusal:
            self.played.refusals[refusal.code] += 1

    def _dispatch(self, act: Act, command: Command) -> None:
        """Raises Rejection."""
        actor = Actor(act.actor, AUTHORITY, frozenset({BACKDATE}))
        outcome = self._dispatcher.dispatch(command, actor=actor, occurred_at=act.at)
        self.played.commands[type(command).__name__] += 1
        if isinstance(act.intent, AnswerOpenCase) and act.intent.echoed_after is not None:
            self._echoes.append(
                echo(
                    act.intent,
                    outcome.facts["message_id"],
                    profile=self._profiles[act.intent.profile_id],
                    agent=act.actor.removeprefix("agent:"),
                    at=act.at + act.intent.echoed_after,
                )
            )
