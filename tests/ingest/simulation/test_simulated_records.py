"""Every valid record decodes, every invalid one is refused, and ids say what belongs together."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from application.intake.records import Malformed
from domain.message.incoming import IncomingMessage, IncomingReceipt
from ingest.decoding.decode import decode
from ingest.simulation import notes
from ingest.simulation.cast import DEFAULT_PROFILES, FACEBOOK
from ingest.simulation.intents import AnswerOpenCase
from ingest.simulation.records import echo
from ingest.simulation.steps import Publish
from tests.ingest.simulation.played import START, acts_of, as_read, played, records_of

PLAIN = notes.TAKEN - {notes.RECEIPT}


def noted(records: Iterable[Publish], *wanted: str) -> list[Publish]:
    return [record for record in records if record.note in wanted]


def messages(records: Iterable[Publish]) -> list[IncomingMessage]:
    decoded = [decode(as_read(record)) for record in records]
    return [each for each in decoded if isinstance(each, IncomingMessage)]


def test_every_valid_record_decodes() -> None:
    for record in records_of(played()):
        if record.note not in notes.REFUSED:
            assert decode(as_read(record)).profile_id == record.profile_id


@pytest.mark.parametrize("note", sorted(notes.REFUSED_BY_DECODER))
def test_every_invalid_record_is_refused(note: str) -> None:
    chosen = noted(records_of(played()), note)
    assert chosen
    for record in chosen:
        with pytest.raises(Malformed):
            decode(as_read(record))


def test_what_only_the_engine_can_refuse_is_well_formed() -> None:
    for record in noted(records_of(played()), *notes.REFUSED_BY_ENGINE):
        decode(as_read(record))


def test_a_duplicate_is_the_same_record_again_and_later() -> None:
    seen: set[tuple[bytes | None, bytes | None]] = set()
    for record in records_of(played()):
        if record.note == notes.DUPLICATE:
            assert (record.key, record.value) in seen
        seen.add((record.key, record.value))


def test_a_second_copy_has_the_id_of_another_message_and_another_text() -> None:
    records = records_of(played())
    told = {each.external_id: each for each in messages(noted(records, *PLAIN))}
    for copy in messages(noted(records, notes.SECOND_COPY)):
        if copy.external_id in told:
            assert told[copy.external_id].content.text != copy.content.text


def test_ids_are_given_once_otherwise() -> None:
    ids = [each.external_id for each in messages(noted(records_of(played()), *PLAIN))]
    assert len(ids) == len(set(ids))


def test_receipts_are_for_what_agents_wrote_on_the_channel() -> None:
    records = records_of(played())
    known = {each.external_id for each in messages(noted(records, notes.AGENT))}
    for record in noted(records, notes.RECEIPT):
        receipt = decode(as_read(record))
        assert isinstance(receipt, IncomingReceipt)
        assert receipt.external_id in known


def test_replies_by_mail_name_a_message_or_an_answer_that_came_before() -> None:
    steps = played()
    answers = {
        act.intent.external_id for act in acts_of(steps) if isinstance(act.intent, AnswerOpenCase)
    }
    told = messages(noted(records_of(steps), *PLAIN))
    known = answers | {each.external_id for each in told}
    replies = [each.thread.in_reply_to for each in told if each.thread and each.thread.in_reply_to]
    assert len(replies) > 100
    assert set(replies) <= known


def test_both_modes_occur() -> None:
    modes = {dict(record.headers).get("content-type") for record in records_of(played())}
    assert {b"application/json", b"application/cloudevents+json; charset=utf-8"} <= modes


def test_an_echo_carries_our_id_and_the_channels() -> None:
    intent = AnswerOpenCase(
        profile_id=FACEBOOK.profile_id, customer_id="7300", text="Done.", external_id="f_1"
    )
    shown = decode(as_read(echo(intent, "out-1", profile=FACEBOOK, agent="greta", at=START)))
    assert isinstance(shown, IncomingMessage)
    assert (shown.outbound_id, shown.external_id, shown.direction) == ("out-1", "f_1", "out")
    assert (shown.author_kind, shown.sent_at) == ("agent", START)


def test_profiles_have_an_id_and_a_preset_of_their_own() -> None:
    assert len({profile.profile_id for profile in DEFAULT_PROFILES}) == 5
    assert len({profile.policy_id for profile in DEFAULT_PROFILES}) == 5
