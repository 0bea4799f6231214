"""The player sees what the intake made of the records, and acts on that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.case.aggregate import Case
from domain.case.commands import ResolveCase
from domain.conversation.aggregate import Conversation
from domain.message.aggregate import Message
from domain.message.events import MessageEchoed
from ingest.simulation import intents, notes, records
from ingest.simulation.cast import DESK, FACEBOOK
from ingest.simulation.records import Draft
from ingest.simulation.steps import Act, Publish
from tests.bootstrap.demo.stage import START, Stage, stage, story

ANNA = "agent:anna"
OF = {"profile_id": DESK.profile_id, "customer_id": "ada@mail.example"}


@pytest.fixture
def here() -> Iterator[Stage]:
    with stage() as opened:
        yield opened


def mail(hours: int, *, subject: str = "Kettle") -> Publish:
    at = START + timedelta(hours=hours)
    data = {
        "channel": DESK.channel,
        "connector": DESK.connector,
        "profile": DESK.profile_id,
        "customer": {"id": OF["customer_id"]},
        "direction": "in",
        "private": True,
        "author": {"kind": "customer", "id": OF["customer_id"]},
        "text": "Hello",
        "thread": {"id": subject, "subject": subject},
    }
    return records.structured(
        Draft(
            at=at,
            profile=DESK,
            customer_id=OF["customer_id"],
            id=f"{hours}@mail.example",
            sent_at=at,
            data=data,
            note=notes.CUSTOMER,
        )
    )


def act(hours: int, intent: intents.Intent) -> Act:
    return Act(START + timedelta(hours=hours), ANNA, intent)


def cases(here: Stage) -> list[Case]:
    id = here.ids.conversation(**OF)
    return [here.store.load(Case, each) for each in here.store.load(Conversation, id).cases]


def test_every_record_of_a_simulation_becomes_something(here: Stage) -> None:
    played = here.player.play(story(600))
    assert sum(here.outcomes.values()) == len(here.delivered) == played.records.total()
    assert here.outcomes["held"] == 0
    assert here.outcomes["letter"] == sum(played.records[note] for note in notes.REFUSED)
    assert here.outcomes["duplicate"] == played.records[notes.DUPLICATE]
    assert played.commands.total() > 500


def test_the_same_seed_leads_to_the_same_case_work(here: Stage) -> None:
    with stage() as other:
        assert here.player.play(story(300)) == other.player.play(story(300))
        assert here.outcomes == other.outcomes


def test_an_answer_comes_back_as_its_echo_and_is_not_doubled(here: Stage) -> None:
    answer = intents.AnswerOpenCase(
        **OF, text="Hello Ada", external_id="a1", echoed_after=timedelta(seconds=9)
    )
    played = here.player.play([mail(1), act(2, answer)])
    assert played.records[notes.ECHO] == 1
    assert here.outcomes == {"attached": 1, "applied": 1}
    (echoed,) = here.store.read_log(topics=[MessageEchoed.TOPIC])
    assert echoed.recorded.event.external_id == "a1"
    assert echoed.recorded.event.sent_at == START + timedelta(hours=2, seconds=9)


def test_agents_act_when_the_simulation_says_and_with_its_authority(here: Stage) -> None:
    here.player.play([mail(1), act(5, intents.ResolveOpenCase(**OF))])
    (case,) = cases(here)
    resolved = here.store.history(case.id)[-1]
    assert case.category == "resolved"
    assert resolved.cause.actor == ANNA
    assert resolved.cause.authority == "simulation"
    assert resolved.cause.occurred_at == START + timedelta(hours=5)


def test_a_refusal_is_counted_and_the_play_goes_on(here: Stage) -> None:
    played = here.player.play(
        [
            mail(1),
            act(2, intents.CancelCase(**OF)),
            act(3, intents.ResolveOpenCase(**OF)),
            act(4, intents.ResolveOpenCase(**OF)),
        ]
    )
    assert played.refusals == {"no_such_status": 1}
    assert played.commands == {"ResolveCase": 1}
    assert played.passed_over == 1


def test_the_newest_open_case_is_meant(here: Stage) -> None:
    here.player.play([mail(1), mail(2, subject="Toaster")])
    command = here.commands.of(intents.ResolveOpenCase(**OF))
    assert command == ResolveCase(case_id=cases(here)[-1].id)


def test_the_older_of_two_open_cases_becomes_the_parent(here: Stage) -> None:
    here.player.play(
        [mail(1), mail(2, subject="Toaster"), act(3, intents.LinkTwoCases(**OF))],
    )
    older, newer = cases(here)
    assert newer.parent_id == older.id
    here.player.play([act(4, intents.DetachChild(**OF))])
    assert cases(here)[1].parent_id is None


def test_only_settled_cases_are_closed_or_reopened(here: Stage) -> None:
    here.player.play([mail(1)])
    assert here.commands.of(intents.CloseResolved(**OF)) is None
    assert here.commands.of(intents.ReopenLatest(**OF)) is None
    here.player.play([act(2, intents.ResolveOpenCase(**OF))])
    here.player.play([act(3, intents.ReopenLatest(**OF))])
    assert cases(here)[0].is_open


def test_the_message_that_waits_longest_is_escalated(here: Stage) -> None:
    here.player.play(story(800))
    waiting = intents.EscalateOldestParked(profile_id=FACEBOOK.profile_id)
    first = here.commands.of(waiting)
    here.player.play([act(9_000, waiting)])
    second = here.commands.of(waiting)
    assert first is not None
    assert second is not None
    oldest, next_one = (here.store.load(Message, each.message_id) for each in (first, second))
    assert oldest.place == "attached"
    assert next_one.place == "parked"
    assert oldest.occurred_at is not None
    assert next_one.occurred_at is not None
    assert oldest.occurred_at < next_one.occurred_at


def test_nobody_is_looked_for_in_vain(here: Stage) -> None:
    stranger = {"profile_id": DESK.profile_id, "customer_id": "nobody@mail.example"}
    assert here.commands.of(intents.AddNote(**stranger, text="?")) is None
    assert here.commands.of(intents.DetachChild(**stranger)) is None
    assert here.commands.of(intents.EscalateOldestParked(**stranger)) is None
