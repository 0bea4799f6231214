"""The whole simulation: every profile's customers and agents over some days, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from ingest.simulation import mishaps, oddities, timetable
from ingest.simulation.cast import SimulatedProfile
from ingest.simulation.episodes import dealings
from ingest.simulation.records import Draft
from ingest.simulation.steps import Step
from ingest.simulation.story import Scene

INVALID = 0.03
DUPLICATE = 0.03
SECOND_COPY = 0.005


def generate(
    seed: int,
    *,
    profiles: Sequence[SimulatedProfile],
    start: datetime,
    days: int,
    messages: int,
) -> Iterator[Step]:
    """Exactly `messages` records, and what the agents do between them. Same seed, same bytes.

    Everything is held in memory until it is in order; for load use `traffic`. A few records come
    after the last day, because they are sent again or late.
    """
    if not profiles or days < 1 or messages < 1:
        raise ValueError("a simulation needs a profile, a day and a message")
    invalid, duplicates = round(messages * INVALID), round(messages * DUPLICATE)
    copies = round(messages * SECOND_COPY)
    told = messages - invalid - duplicates - copies
    scenes = [
        scene
        for profile, share in zip(profiles, _shares(told, len(profiles)), strict=True)
        for scene in _scenes(seed, profile, share, start, days)
    ]
    return iter(sorted(_steps(Random(seed), scenes, invalid, duplicates, copies), key=_at))


def _steps(
    rng: Random, scenes: Sequence[Scene], invalid: int, duplicates: int, copies: int
) -> list[Step]:
    drafts = [scene for scene in scenes if isinstance(scene, Draft)]
    acts = [scene for scene in scenes if not isinstance(scene, Draft)]
    published = [oddities.dressed(rng, draft) for draft in drafts]
    return [
        *published,
        *oddities.second_copies(rng, drafts, copies),
        *mishaps.repeated(rng, published, duplicates),
        *mishaps.broken(rng, drafts, invalid),
        *acts,
    ]


def _scenes(
    seed: int, profile: SimulatedProfile, share: int, start: datetime, days: int
) -> Iterator[Scene]:
    """One customer after the other until the profile has had its share of messages."""
    end = start + timedelta(days=days)
    number = 0
    while share > 0:
        number += 1
        rng = Random(f"{seed}|{profile.profile_id}|{number}")
        opens = timetable.opening(rng, start, days)
        for scene in dealings(rng, profile, number, opens, end):
            if isinstance(scene, Draft):
                share -= 1
                if share < 0:
                    break
            yield scene


def _shares(whole: int, parts: int) -> list[int]:
    each, left = divmod(whole, parts)
    return [each + (part < left) for part in range(parts)]


def _at(step: Step) -> datetime:
    return step.at
