"""From a checked event to what a channel told us, in the domain's words."""

from __future__ import annotations

from typing import Any

from application.intake.records import Malformed
from domain.message.events import Attachment, MessageContent, Recipient, Thread
from domain.message.incoming import (
    Incoming,
    IncomingMessage,
    IncomingReceipt,
    IncomingSurveyAnswer,
)
from domain.rules.automatic import is_automatic
from ingest.contracts import codes
from ingest.contracts.delivery import DeliveryEvent
from ingest.contracts.source import SOURCE_RULE, parts_of, source_of
from ingest.contracts.survey_answer import SurveyAnswerEvent
from ingest.decoding.contract import Checked

_NO_HEADERS: dict[str, str] = {}


def translate(event: Checked, source_field: str) -> Incoming:
    """Raises `Malformed` when the source has another form or disagrees with the data."""
    if isinstance(event, dict):
        return _message(event, source_field)
    match event:
        case DeliveryEvent():
            return _receipt(event, source_field)
        case SurveyAnswerEvent():
            return _survey_answer(event, source_field)
        case _:
            raise TypeError(f"no translation for {type(event).__name__}")


def _message(event: dict[str, Any], source_field: str) -> IncomingMessage:
    data = event["data"]
    profile, channel = data["profile"], data["channel"]
    if _channel(event["source"], profile, source_field) != channel:
        raise _mismatch("data.channel", "must be the channel that source names")
    get, author, thread = data.get, data["author"], data.get("thread")
    return IncomingMessage(
        profile_id=profile,
        external_id=event["id"],
        customer_id=data["customer"]["id"],
        channel=channel,
        connector=data["connector"],
        direction=data["direction"],
        private=data["private"],
        author_kind=author["kind"],
        author_id=author["id"],
        sent_at=event["time"],
        content=_content(data, thread),
        thread=_thread(thread) if thread else None,
        outbound_id=get("outbound_id"),
        service=get("service"),
        stream=get("stream"),
        language=get("language"),
        auto_submitted=_automatic(get("auto_submitted"), get("headers")),
    )


def _automatic(said: bool | None, headers: dict[str, str] | None) -> bool:
    """What the connector says counts; where it says nothing, the headers do."""
    return said if said is not None else bool(headers) and is_automatic(headers or _NO_HEADERS)


def _content(data: dict[str, Any], thread: dict[str, Any] | None) -> MessageContent:
    get, customer = data.get, data["customer"].get
    recipients, attachments = get("recipients"), get("attachments")
    return MessageContent(
        get("text"),
        get("html"),
        thread.get("subject") if thread else None,
        data["author"].get("name"),
        customer("name"),
        customer("first_name"),
        customer("last_name"),
        customer("email"),
        customer("phone"),
        tuple([Recipient(each["role"], each["id"]) for each in recipients]) if recipients else (),
        tuple([Attachment(**each) for each in attachments]) if attachments else (),
        get("headers") or _NO_HEADERS,
    )


def _thread(thread: dict[str, Any]) -> Thread | None:
    found = Thread(
        thread.get("id"),
        thread.get("in_reply_to"),
        tuple(thread.get("references") or ()),
        thread.get("case_number"),
    )
    return found if found != _NO_THREAD else None


_NO_THREAD = Thread()


def _receipt(event: DeliveryEvent, source_field: str) -> IncomingReceipt:
    data = event.data
    channel = _channel(event.source, data.profile, source_field)
    return IncomingReceipt(
        receipt_id=_identity(channel, data.profile, event.id),
        profile_id=data.profile,
        channel=channel,
        state=data.state,
        reported_at=event.time,
        outbound_id=data.outbound_id,
        external_id=data.external_id,
        reason=data.reason,
    )


def _survey_answer(event: SurveyAnswerEvent, source_field: str) -> IncomingSurveyAnswer:
    data = event.data
    channel = _channel(event.source, data.profile, source_field)
    return IncomingSurveyAnswer(
        answer_id=_identity(channel, data.profile, event.id),
        profile_id=data.profile,
        channel=channel,
        customer_id=data.customer.id,
        survey_id=data.survey_id or data.token or "",
        kind=data.kind,
        value=str(data.value),
        answered_at=event.time,
        comment=data.comment,
    )


def _identity(channel: str, profile: str, event_id: str) -> str:
    """Source and id of the CloudEvent; the canonical source has no `#`, so this is unambiguous."""
    return f"{source_of(channel, profile)}#{event_id}"


def _channel(source: str, profile: str, source_field: str) -> str:
    parts = parts_of(source)
    if parts is None:
        raise _mismatch(source_field, SOURCE_RULE)
    if parts[1] != profile:
        raise _mismatch("data.profile", "must be the profile that source names")
    return parts[0]


def _mismatch(field: str, rule: str) -> Malformed:
    return Malformed(codes.SOURCE_MISMATCH, field=field, rule=rule)
