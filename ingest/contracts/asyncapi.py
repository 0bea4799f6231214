"""The AsyncAPI 3 document of the topics that other services publish to."""

from __future__ import annotations

from typing import Any

from ingest.contracts.events import CHANNEL_EVENTS, MAX_VALUE_BYTES

TOPIC = "caseledger.channel.in"
VERSION = "1.0.0"
BINDING_VERSION = "0.5.0"
SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"

_TITLES = {
    "caseledger.channel.message.v1": ("channelMessage", "A message that a channel saw"),
    "caseledger.channel.delivery.v1": ("delivery", "What became of a message of ours"),
    "caseledger.channel.survey-answer.v1": ("surveyAnswer", "A customer's answer to a survey"),
}
_KEY = {
    "type": "string",
    "description": "{profile}|{customer}, each part percent-encoded. It keeps the order of one "
    "customer's records; a missing or different key is accepted.",
}
_ATTRIBUTES = ("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time")


def document() -> dict[str, Any]:
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Caseledger channel events",
            "version": VERSION,
            "description": "What channel services publish and Caseledger turns into cases. "
            "Every record is a CloudEvent 1.0 in JSON, in structured or in binary mode.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {"channelIn": _channel()},
        "operations": {"takeChannelEvents": _operation()},
        "components": {"messages": _messages()},
    }


def _channel() -> dict[str, Any]:
    names = _messages()
    return {
        "address": TOPIC,
        "title": "Channel events",
        "description": f"A record's value has at most {MAX_VALUE_BYTES} bytes.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"kafka": {"topic": TOPIC, "bindingVersion": BINDING_VERSION}},
    }


def _operation() -> dict[str, Any]:
    return {
        "action": "receive",
        "channel": {"$ref": "#/channels/channelIn"},
        "summary": "Take channel events exactly once and turn them into cases.",
        "messages": [{"$ref": f"#/channels/channelIn/messages/{name}"} for name in _messages()],
    }


def _messages() -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for type_ in CHANNEL_EVENTS:
        name, title = _TITLES[type_]
        messages[name] = _structured(type_, title)
        messages[f"{name}Binary"] = _binary(type_, title)
    return messages


def _structured(type_: str, title: str) -> dict[str, Any]:
    return {
        "name": type_,
        "title": title,
        "contentType": "application/cloudevents+json",
        "headers": _headers({"content-type": "application/cloudevents+json"}),
        "payload": _payload(f"{type_}.schema.json"),
        "bindings": {"kafka": {"key": _KEY, "bindingVersion": BINDING_VERSION}},
    }


def _binary(type_: str, title: str) -> dict[str, Any]:
    return {
        "name": f"{type_} (binary mode)",
        "title": f"{title}, attributes in headers",
        "contentType": "application/json",
        "headers": _headers(
            {"content-type": "application/json", "ce_specversion": "1.0", "ce_type": type_},
            *_ATTRIBUTES,
        ),
        "payload": _payload(f"{type_}.data.schema.json"),
        "bindings": {"kafka": {"key": _KEY, "bindingVersion": BINDING_VERSION}},
    }


def _headers(constants: dict[str, str], *others: str) -> dict[str, Any]:
    properties: dict[str, Any] = {name: {"type": "string"} for name in others}
    properties |= {name: {"type": "string", "const": value} for name, value in constants.items()}
    return {"type": "object", "required": sorted(properties), "properties": properties}


def _payload(file: str) -> dict[str, Any]:
    return {"schemaFormat": SCHEMA_FORMAT, "schema": {"$ref": f"./{file}"}}
