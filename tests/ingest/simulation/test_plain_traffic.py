"""Traffic for load is uniform, decodable, repeatable and quick."""

from __future__ import annotations

import itertools

from domain.identity import record_key
from domain.message.incoming import IncomingMessage
from ingest.decoding.decode import decode
from ingest.simulation.cast import DEFAULT_PROFILES
from ingest.simulation.steps import Publish
from ingest.simulation.traffic import EVERY, START, traffic
from tests.ingest.simulation.played import as_read


def decoded(key: bytes, value: bytes, headers: tuple[tuple[str, bytes], ...]) -> IncomingMessage:
    message = decode(as_read(Publish(START, "", key, value, headers, "")))
    assert isinstance(message, IncomingMessage)
    return message


def test_every_value_has_570_bytes() -> None:
    assert {len(value) for _, value, _ in traffic(1, 100, 1_000)} == {570}


def test_traffic_decodes_under_the_key_it_carries() -> None:
    for number, (key, value, headers) in enumerate(traffic(1, 100, 500)):
        message = decoded(key, value, headers)
        assert key.decode() == record_key(message.profile_id, message.customer_id)
        assert message.sent_at == START + number * EVERY


def test_traffic_reaches_every_profile_and_no_more_customers_than_asked_for() -> None:
    told = [decoded(*each) for each in traffic(1, 50, 2_000)]
    assert {each.profile_id for each in told} == {each.profile_id for each in DEFAULT_PROFILES}
    assert len({(each.profile_id, each.customer_id) for each in told}) == 50


def test_no_id_is_given_twice_even_when_a_run_is_continued() -> None:
    runs = itertools.chain(traffic(1, 10, 300), traffic(1, 10, 300, first=300))
    ids = [decoded(*each).external_id for each in runs]
    assert len(set(ids)) == 600


def test_the_same_seed_gives_the_same_traffic() -> None:
    assert list(traffic(3, 10, 100)) == list(traffic(3, 10, 100))
    assert list(traffic(3, 10, 100)) != list(traffic(4, 10, 100))
