"""Which case rules hold for a profile, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from application.policies.book import PolicyBook
from domain.definition.case_rule import CaseRule
from domain.identity import Namespace
from domain.message.events import MessageContent
from domain.message.incoming import IncomingMessage
from domain.profile.events import ProfileRegistered
from domain.rules.case_rules import in_order, lacking

ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""No rule asks when a message was sent."""


class AskedRule(msgspec.Struct, frozen=True):
    """`lacks` says what keeps it from the message that was asked about: private, streams or
    conditions; None also where no message was. The first that lacks nothing `wins`."""

    place: int
    rule: str
    name: str
    order: int
    version: int
    lacks: str | None
    wins: bool


class LikeMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a message that somebody asks about."""

    private: bool = True
    stream: str | None = None
    service: str | None = None
    language: str | None = None
    author: str = ""
    subject: str | None = None
    text: str | None = None
    headers: dict[str, str] = {}

    def at(self, profile: ProfileRegistered) -> IncomingMessage:
        content = MessageContent(text=self.text, subject=self.subject, headers=self.headers)
        return IncomingMessage(
            profile_id=profile.profile_id,
            external_id="",
            customer_id=self.author,
            channel=profile.channel,
            connector=profile.connector,
            direction="in",
            private=self.private,
            author_kind="customer",
            author_id=self.author,
            sent_at=ANY_TIME,
            content=content,
            service=self.service,
            stream=self.stream,
            language=self.language,
        )


def asked_rules(
    streams: Streams, ids: Namespace, profile_id: str, like: LikeMessage | None
) -> Iterator[AskedRule]:
    """Raises UnknownProfile."""
    registered = PolicyBook(ids).profile(streams, profile_id).registered
    assert registered is not None
    message = like.at(registered) if like is not None else None
    book, won = DefinitionBook(ids), False
    for place, rule in enumerate(in_order(book.active(streams, CaseRule), profile_id), start=1):
        lacks = lacking(message, rule) if message is not None else None
        wins = message is not None and lacks is None and not won
        won = won or wins
        version = book.version_of(streams, CaseRule, rule.id)
        yield AskedRule(place, rule.id, rule.name, rule.order, version, lacks, wins)
