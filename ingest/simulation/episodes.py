"""How a customer's matter goes from the first message to what comes after its case is resolved."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ingest.simulation import agents, cast
from ingest.simulation.cast import SimulatedProfile
from ingest.simulation.habits import Habits, Span, habits_under, hours
from ingest.simulation.intents import CreateChild, DetachChild, EscalateOldestParked, LinkTwoCases
from ingest.simulation.story import Scene, Story
from ingest.simulation.topics import (
    BOT_GREETING,
    FROM_PARTNER,
    SECOND_MATTER,
    THANKS,
    THIRD_PARTY,
    TO_PARTNER,
    TOPICS,
    Topic,
)

BURST = timedelta(seconds=15), timedelta(minutes=5)
MATTERS = 4


def dealings(
    rng: Random, profile: SimulatedProfile, number: int, opens: datetime, end: datetime
) -> list[Scene]:
    """Everything between one customer and a profile until `end`, in order of time."""
    person = cast.customer(rng, profile, number)
    story = Story(rng, profile, person, opens)
    habits = habits_under(profile.policy_id)
    for _ in range(MATTERS):
        _matter(story, habits, number)
        if story.now >= end or story.chance(0.3):
            break
        story.wait_for_customer(habits.next_matter)
    return sorted((scene for scene in story.scenes if scene.at < end), key=lambda scene: scene.at)


def _matter(story: Story, habits: Habits, number: int) -> None:
    topic = story.one_of(TOPICS)
    agent = story.one_of(cast.agents_of(story.profile))
    story.matter({}, topic.subject)
    if story.chance(habits.opened_by_hand):
        agents.open_by_hand(story, agent)
    else:
        _open(story, habits, topic)
    if not story.chance(habits.answered):
        return
    agents.take(story, agent, habits)
    _converse(story, agent, habits, topic)
    _involve_others(story, agent, habits, number)
    if agents.settle(story, agent, habits):
        _come_back(story, agent, habits, topic)
    elif story.chance(habits.returns_late):
        _return(story, agent, habits, topic, habits.late)


def _open(story: Story, habits: Habits, topic: Topic) -> None:
    public = story.chance(habits.public)
    story.customer_writes(story.fill(story.one_of(topic.openings)), public=public)
    if story.chance(habits.greeted_by_bot):
        story.bot_writes(BOT_GREETING)
    if story.chance(0.3):
        story.wait(BURST)
        story.customer_writes(story.fill(story.one_of(topic.details)), public=public)


def _converse(story: Story, agent: str, habits: Habits, topic: Topic) -> None:
    agents.answer(story, agent, habits, topic)
    while story.chance(habits.follows_up):
        if story.chance(habits.waits_for_customer):
            agents.wait_for_reply(story, agent)
        story.wait_for_customer(hours(0.1, 30))
        story.customer_writes(story.fill(story.one_of(topic.details)))
        agents.answer(story, agent, habits, topic)
    if story.chance(habits.copied):
        story.wait(hours(0.2, 6))
        story.third_party_writes("witness@mail.example", THIRD_PARTY)


def _involve_others(story: Story, agent: str, habits: Habits, number: int) -> None:
    if story.chance(habits.child):
        _ask_a_partner(story, agent, habits, number)
    if story.chance(habits.second_matter):
        story.wait_for_customer(hours(1, 20))
        story.matter(story.words, "Another question")
        story.customer_writes(story.fill(SECOND_MATTER))
        story.wait_for_agent(hours(0.1, 8))
        story.acts(agent, LinkTwoCases(**agents.of(story)))


def _ask_a_partner(story: Story, agent: str, habits: Habits, number: int) -> None:
    """A child case addressed to another firm, which answers by mail."""
    partner = cast.partner(story.rng, number)
    aside = Story(story.rng, story.profile, partner, story.now)
    aside.words = dict(story.words)
    child = CreateChild(
        **agents.of(story),
        to_profile_id=story.profile.profile_id,
        to_customer_id=partner.id,
        title=story.fill("Check {order}"),
    )
    aside.acts(agent, child)
    agents.answer_here(aside, agent, aside.fill(TO_PARTNER), echoes=1.0)
    if story.chance(0.75):
        aside.wait_for_customer(hours(1, 40))
        aside.customer_writes(aside.fill(aside.one_of(FROM_PARTNER)))
    if story.chance(habits.detached):
        aside.acts(agent, DetachChild(**agents.of(story)))
    agents.settle(aside, agent, habits)
    story.scenes.extend(aside.scenes)


def _come_back(story: Story, agent: str, habits: Habits, topic: Topic) -> None:
    """What happens to a resolved case: thanks, a return in time, one too late, or nothing."""
    if story.chance(habits.thanks):
        story.wait_for_customer(hours(0.1, 20))
        story.customer_writes(story.one_of(THANKS))
        agents.settle(story, agent, habits)
    elif story.chance(habits.returns_soon):
        _return(story, agent, habits, topic, habits.soon)
    elif story.chance(habits.closed):
        agents.close(story, agent, habits)
    if story.chance(habits.returns_late):
        _return(story, agent, habits, topic, habits.late, parked=habits.escalated > 0)


def _return(
    story: Story, agent: str, habits: Habits, topic: Topic, span: Span, *, parked: bool = False
) -> None:
    story.wait_for_customer(span)
    story.customer_writes(story.fill(story.one_of(topic.returns)))
    if parked:
        if not story.chance(habits.escalated):
            return
        story.wait_for_agent(hours(0.5, 20))
        story.acts(agent, EscalateOldestParked(**agents.of(story)))
    if story.chance(habits.answered):
        agents.answer(story, agent, habits, topic)
        agents.settle(story, agent, habits)
