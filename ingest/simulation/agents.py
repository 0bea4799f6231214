"""What an agent does about a customer's case; each takes the story as far as the agent's part."""

from __future__ import annotations

from datetime import timedelta

from ingest.simulation.habits import Habits, days, hours
from ingest.simulation.intents import (
    AddNote,
    AnswerOpenCase,
    Assign,
    CancelCase,
    CloseResolved,
    OpenByHand,
    ReopenLatest,
    ResolveOpenCase,
    SetStatus,
)
from ingest.simulation.story import Story
from ingest.simulation.topics import BY_HAND, NOTES, OUT_OF_OFFICE, Topic

SOON_AT_WORK = hours(0.05, 9)


def of(story: Story) -> dict[str, str]:
    """Whose case an intent is about."""
    return {"profile_id": story.profile.profile_id, "customer_id": story.person.id}


def open_by_hand(story: Story, agent: str) -> None:
    story.wait_for_agent(hours(0, 4))
    title = story.fill(BY_HAND)
    story.acts(agent, OpenByHand(**of(story), title=title, note=story.one_of(NOTES)))


def take(story: Story, agent: str, habits: Habits) -> None:
    """Sort a new matter: somebody is named, perhaps a note is left."""
    story.wait_for_agent(SOON_AT_WORK)
    if story.chance(habits.assigned):
        group = story.profile.group if story.chance(0.3) else None
        story.acts(agent, Assign(**of(story), assignee=agent, group=group))
    if story.chance(habits.noted):
        story.acts(agent, AddNote(**of(story), text=story.one_of(NOTES)))


def answer(story: Story, agent: str, habits: Habits, topic: Topic) -> None:
    story.wait_for_agent(SOON_AT_WORK)
    story.words["agent"] = agent.capitalize()
    text = story.fill(story.one_of(topic.answers))
    if story.chance(habits.on_the_channel):
        _answer_on_the_channel(story, agent, text)
    else:
        answer_here(story, agent, text)
    if story.chance(habits.out_of_office):
        story.wait((timedelta(seconds=20), timedelta(minutes=3)))
        story.customer_is_away(OUT_OF_OFFICE)


def answer_here(story: Story, agent: str, text: str, *, echoes: float = 0.6) -> None:
    external_id = story.thread.new_id(story.profile.profile_id)
    echoed = timedelta(seconds=story.rng.randrange(2, 40)) if story.chance(echoes) else None
    intent = AnswerOpenCase(**of(story), text=text, external_id=external_id, echoed_after=echoed)
    story.acts(agent, intent)
    if echoed is not None:
        story.thread.answered_as(external_id)
        story.now += echoed


def wait_for_reply(story: Story, agent: str) -> None:
    story.acts(agent, SetStatus(**of(story)))


def settle(story: Story, agent: str, habits: Habits) -> bool:
    """Resolve or cancel; False when the case is left as it is."""
    story.wait_for_agent(hours(0.1, 30))
    if story.chance(habits.canceled):
        story.acts(agent, CancelCase(**of(story)))
        return True
    if not story.chance(habits.resolved):
        return False
    story.acts(agent, ResolveOpenCase(**of(story)))
    if story.chance(habits.reopened_by_hand):
        story.wait_for_agent(hours(1, 30))
        story.acts(agent, ReopenLatest(**of(story)))
        story.wait_for_agent(days(0.1, 2))
        story.acts(agent, ResolveOpenCase(**of(story)))
    return True


def close(story: Story, agent: str, habits: Habits) -> None:
    story.wait_for_agent(habits.closed_after)
    story.acts(agent, CloseResolved(**of(story)))


def _answer_on_the_channel(story: Story, agent: str, text: str) -> None:
    external_id = story.agent_writes(agent, text)
    if story.chance(0.15):
        story.wait((timedelta(seconds=2), timedelta(minutes=4)))
        story.channel_reports(external_id, story.one_of(("delivered", "read")))
