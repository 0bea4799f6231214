from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from ingest.contracts.events import CHANNEL_EVENTS
from ingest.contracts.generate import FOLDER, broken_promises, files, schemas
from tests.support.events import delivery, message, survey_answer, with_data, without

EVENTS = {event["type"]: event for event in (message(), delivery(), survey_answer())}
BROKEN: list[dict[str, Any]] = [
    without(message(), "id"),
    without(message(), "data.customer.id"),
    message(id="a\nb"),
    message(datacontenttype="text/plain"),
    with_data(message(), direction="sideways"),
    with_data(message(), private="yes"),
    with_data(message(), text="a\0b"),
    without(delivery(), "data.outbound_id"),
    without(survey_answer(), "data.survey_id"),
]


def parts_named(node: Any, name: str) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    here = [node[name]] if isinstance(node, dict) and name in node else []
    return here + [found for member in inner for found in parts_named(member, name)]


def test_no_file_is_stale() -> None:
    stale = [
        name
        for name, text in files().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
    ]
    assert stale == [], "run `make contracts`"


def test_no_promise_of_v1_is_broken() -> None:
    assert broken_promises(FOLDER) == []


def test_every_type_has_an_event() -> None:
    assert EVENTS.keys() == CHANNEL_EVENTS.keys()


@pytest.mark.parametrize("type_", CHANNEL_EVENTS)
def test_schemas_accept_sound_events(type_: str) -> None:
    event = EVENTS[type_]
    for name, instance in (
        (f"{type_}.schema.json", event),
        (f"{type_}.data.schema.json", event["data"]),
    ):
        jsonschema.Draft202012Validator.check_schema(schemas()[name])
        jsonschema.validate(instance, schemas()[name], cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("event", BROKEN)
def test_schemas_refuse_what_the_decoder_refuses(event: dict[str, Any]) -> None:
    schema = schemas()[f"{event['type']}.schema.json"]
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(event))


def asyncapi() -> dict[str, Any]:
    document = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text())
    assert isinstance(document, dict)
    return document


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    document = asyncapi()
    for reference in parts_named(document, "$ref"):
        if reference.startswith("./"):
            assert (FOLDER / reference).exists(), reference
            continue
        node = document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


def test_the_asyncapi_document_has_the_parts_that_version_3_asks_for() -> None:
    document = asyncapi()
    assert document["asyncapi"] == "3.0.0"
    assert document["info"].keys() >= {"title", "version"}
    for channel in document["channels"].values():
        assert channel.keys() >= {"address", "messages"}
    for operation in document["operations"].values():
        assert operation["action"] in ("send", "receive")
        assert operation["channel"]["$ref"].startswith("#/channels/")
        # Version 3: an operation points to messages through its channel, not to components.
        assert all("/messages/" in each["$ref"] for each in operation["messages"])
    for each in document["components"]["messages"].values():
        assert each["payload"].keys() == {"schemaFormat", "schema"}
        assert each["headers"]["type"] == "object"


def test_the_asyncapi_document_names_every_type_in_both_modes() -> None:
    messages = asyncapi()["components"]["messages"].values()
    for type_ in CHANNEL_EVENTS:
        assert {each["contentType"] for each in messages if each["name"].startswith(type_)} == {
            "application/cloudevents+json",
            "application/json",
        }
