from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from domain.message.content import content_hash
from domain.message.events import Attachment, MessageContent, Recipient, Thread
from domain.message.incoming import IncomingMessage
from tests.support.scenario import NOON

CONTENT = MessageContent(
    text="hello",
    html="<p>hello",
    subject="Late",
    attachments=(Attachment("a.jpg", "image/jpeg", 9),),
)
MESSAGE = IncomingMessage(
    profile_id="care",
    external_id="m-1",
    customer_id="ann",
    channel="email",
    connector="imap",
    direction="in",
    private=True,
    author_kind="customer",
    author_id="ann",
    sent_at=NOON,
    content=CONTENT,
)
KEY = b"key"


def but(**content: Any) -> IncomingMessage:
    return changed(content=msgspec.structs.replace(CONTENT, **content))


def changed(**fields: Any) -> IncomingMessage:
    return msgspec.structs.replace(MESSAGE, **fields)


@pytest.mark.parametrize(
    "other",
    [
        changed(author_kind="agent"),
        changed(author_id="bob"),
        changed(direction="out"),
        changed(sent_at=NOON + timedelta(seconds=1)),
        but(subject="late"),
        but(subject=None),
        but(text="hello "),
        but(html=None),
        but(attachments=()),
        but(attachments=(Attachment("b.jpg", "image/jpeg", 9),)),
        but(attachments=(Attachment("a.jpg", "image/png", 9),)),
        but(attachments=(Attachment("a.jpg", "image/jpeg", 10),)),
        but(text="hello<p>", html="hello"),
    ],
)
def test_what_a_person_would_call_another_message_has_another_hash(other: IncomingMessage) -> None:
    assert content_hash(other, KEY) != content_hash(MESSAGE, KEY)


@pytest.mark.parametrize(
    "same",
    [
        changed(connector="graph"),
        changed(thread=Thread(id="t-1")),
        changed(private=False),
        changed(language="de"),
        but(headers={"X": "y"}),
        but(author_name="Ann"),
        but(recipients=(Recipient("to", "us"),)),
        but(attachments=(Attachment("a.jpg", "image/jpeg", 9, url="https://example.org/2"),)),
    ],
)
def test_what_a_redelivery_may_change_leaves_the_hash(same: IncomingMessage) -> None:
    assert content_hash(same, KEY) == content_hash(MESSAGE, KEY)


def test_nobody_without_the_key_can_test_a_guess() -> None:
    assert content_hash(MESSAGE, b"other") != content_hash(MESSAGE, KEY)
