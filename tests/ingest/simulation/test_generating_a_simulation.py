"""The simulation is repeatable, in order, and as mixed as it says."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import pytest

from ingest.simulation import intents, notes
from ingest.simulation.cast import DEFAULT_PROFILES, SimulatedProfile
from ingest.simulation.generate import generate
from ingest.simulation.steps import Step
from tests.ingest.simulation.played import START, acts_of, played, records_of, told_anew


def digest(steps: Sequence[Step]) -> str:
    return hashlib.sha256(b"\n".join(msgspec.json.encode(step) for step in steps)).hexdigest()


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert digest(told_anew(42)) == digest(told_anew(42))


def test_the_bytes_of_a_seed_never_change_by_accident() -> None:
    assert digest(played(42, days=14, messages=200)) == (
        "698c6f2f6d8c17c9fdab50db8b8729ca7ed5c29d52a4d62cabbdcb0bff2ffd2c"
    )


def test_other_seeds_give_other_traffic() -> None:
    assert len({digest(played(seed, messages=100)) for seed in range(10)}) == 10


def test_steps_come_in_order_of_time() -> None:
    instants = [step.at for step in played()]
    assert instants == sorted(instants)


@pytest.mark.parametrize(("days", "messages"), [(90, 2_000), (1, 50), (7, 1), (30, 777)])
def test_there_are_as_many_records_as_asked_for(days: int, messages: int) -> None:
    assert len(records_of(played(days=days, messages=messages))) == messages


def test_three_in_a_hundred_are_refused_and_three_are_duplicates() -> None:
    counted = Counter(record.note for record in records_of(played()))
    assert sum(counted[note] for note in notes.REFUSED) == 60
    assert counted[notes.DUPLICATE] == 60
    assert counted[notes.SECOND_COPY] == 10


def test_every_kind_of_record_occurs() -> None:
    occurring = {record.note for record in records_of(played())}
    assert occurring == notes.TAKEN | notes.REFUSED | {notes.DUPLICATE, notes.SECOND_COPY}


def test_agents_set_out_to_do_everything_they_can() -> None:
    kinds = {type(act.intent) for act in acts_of(played())}
    assert kinds == set(intents.Intent.__args__)


def test_every_profile_gets_its_share_of_the_traffic() -> None:
    counted = Counter(record.profile_id for record in records_of(played()))
    assert all(counted[profile.profile_id] >= 350 for profile in DEFAULT_PROFILES)


def test_agents_act_in_office_hours_mostly() -> None:
    acts = acts_of(played())
    at_work = [act for act in acts if act.at.weekday() < 5 and 8 <= act.at.hour < 19]
    assert len(at_work) > 0.9 * len(acts)


def test_customers_return_within_and_after_every_boundary() -> None:
    """What grace (72 h) and the idle split (28 days) are there for."""
    silences = longest_silences(played())
    assert sum(timedelta(hours=72) < silence for silence in silences["fb:northwind"]) >= 10
    assert sum(silence >= timedelta(days=28) for silence in silences["messenger:northwind"]) >= 10


def test_profiles_of_ones_own_are_played_too() -> None:
    profile = SimulatedProfile(
        profile_id="shop", channel="chat", connector="widget", policy_id="of-our-own"
    )
    steps = list(generate(1, profiles=[profile], start=START, days=10, messages=100))
    assert {record.profile_id for record in records_of(steps)} <= {
        "shop",
        "nobody@northwind.example",
    }
    assert acts_of(steps)


@pytest.mark.parametrize("asked", [{"days": 0}, {"messages": 0}])
def test_a_simulation_of_nothing_is_refused(asked: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="needs a profile, a day and a message"):
        played(**asked)


def longest_silences(steps: Sequence[Step]) -> dict[str, list[timedelta]]:
    """Per profile, the longest time between two records of each customer."""
    heard: dict[tuple[str, bytes | None], list[Step]] = {}
    for record in records_of(steps):
        heard.setdefault((record.profile_id, record.key), []).append(record)
    silences: dict[str, list[timedelta]] = {}
    for (profile_id, _), told in heard.items():
        gaps = [after.at - before.at for before, after in itertools.pairwise(told)]
        silences.setdefault(profile_id, []).append(max(gaps, default=timedelta()))
    return silences
