"""Plays the conversations in time order, with the agents' decisions between the messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from application.intake.records import Record
from domain.case.aggregate import Case
from domain.case.commands import ResolveCase
from domain.message.aggregate import Message
from tests.acceptance.twitter import Tweet
from tests.support.controls import Engine
from tests.support.controls_channel import Channel

BATCH = 200


def recorded(tweets: Sequence[Tweet], *, times: int = 1) -> list[tuple[Tweet, Record]]:
    """The whole file on one partition, `times` over."""
    channel = Channel(partition=0)
    played: list[tuple[Tweet, Record]] = []
    for tweet in [each for _ in range(times) for each in tweets]:
        channel.profile = tweet.brand
        played.append((tweet, channel.record(tweet.event())))
    return played


def play(engine: Engine, file: Sequence[tuple[Tweet, Record]], *, resolves: bool) -> None:
    """Where somebody resolves, he does it right after the brand's last answer."""
    for stretch in _stretches(file, resolves):
        engine.take(*(record for _, record in stretch))
        if resolves and stretch[-1][0].final:
            resolve_after(engine, stretch[-1][0])


def resolve_after(engine: Engine, tweet: Tweet) -> None:
    """The case that the message is in, if that is open; saying it again is the same command."""
    message = engine.store.load(Message, engine.ids.message(tweet.brand, tweet.id))
    if message.case_id is None:
        return
    case = engine.store.load(Case, message.case_id)
    command_id = f"{tweet.brand}:{tweet.id}"
    if case.is_open or engine.store.ledger.receipt(command_id) is not None:
        engine.do(ResolveCase(case_id=case.id), at=tweet.at, id=command_id)


def _stretches(
    file: Sequence[tuple[Tweet, Record]], resolves: bool
) -> Iterator[list[tuple[Tweet, Record]]]:
    """Batches that end where somebody decides."""
    stretch: list[tuple[Tweet, Record]] = []
    for each in file:
        stretch.append(each)
        if (resolves and each[0].final) or len(stretch) == BATCH:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
