"""What a rule is told of the people who could get a case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.conversations import keeper
from application.definitions.book import DefinitionBook
from application.policies.book import Reading
from domain.case.aggregate import Case
from domain.definition.agent import Agent
from domain.definition.simple import Group
from domain.identity import Namespace
from domain.policy.work import Assignment
from domain.rules.assignment import SEEDS, Candidate, Candidates
from domain.team.person import bare
from domain.team.presence import Presence

REMEMBERED = 20
"""Of so many newest cases of a customer the last handler is looked for."""


class Deciding(Reading, Protocol):
    """A unit of commands or a session of the intake: what it tells must still be so when the
    decision is committed."""

    ids: Namespace

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        """How many open cases each of them holds, those counted that this batch hands out."""


def candidates(
    case: Case, rule: Assignment, book: DefinitionBook, deciding: Deciding
) -> Candidates | None:
    """None where nobody comes into question: then nothing else is read."""
    agents = _in_question(rule, book, deciding)
    if not agents:
        return None
    loads = deciding.loads(tuple(agents))
    contact = case.conversation_id if "smart" in rule.strategies else None
    handler = last_handler(contact, deciding) if contact is not None else None
    return Candidates(
        tuple(
            Candidate(
                id=id,
                available=is_available(id, deciding),
                load=loads[id] - (id == case.holder),
                capacity=agent.capacity if agent is not None else None,
                last_handler=id == handler,
            )
            for id, agent in agents.items()
        ),
        seed=case.id.int % SEEDS,
    )


def is_available(agent: str, deciding: Deciding) -> bool:
    return deciding.get(Presence, deciding.ids.presence(bare(agent))).available


def may_take(agent: str, book: DefinitionBook, deciding: Deciding) -> bool:
    """Where agents are defined, only one of those who is switched on and works cases."""
    if not book.register(deciding, Agent.KIND).newest:
        return True
    found = book.find(deciding, Agent, bare(agent))
    return found is not None and found.active and "agent" in found.roles


def last_handler(conversation_id: UUID, reading: Reading) -> str | None:
    """Who was assigned a case of this customer, or answered in one, last (Q-38)."""
    conversation = keeper(reading, conversation_id)
    newest = list(conversation.cases)[-REMEMBERED:]
    latest: tuple[datetime, str] | None = None
    for each in _cases(newest, reading):
        if each.handler is not None and each.handled_at is not None:
            handled = (each.handled_at, each.handler)
            latest = max(latest, handled) if latest is not None else handled
    return latest[1] if latest is not None else None


def _cases(ids: Collection[UUID], reading: Reading) -> list[Case]:
    return [reading.get(Case, id) for id in ids]


def _in_question(
    rule: Assignment, book: DefinitionBook, deciding: Deciding
) -> dict[str, Agent | None]:
    """Those named, directly or as members of a team, else all agents; no definition where none is
    needed."""
    known = {each.id: each for each in book.active(deciding, Agent) if "agent" in each.roles}
    teams = rule.restrict_to.teams
    members = [
        member
        for team in teams
        if (group := book.find(deciding, Group, team)) is not None and group.active
        for member in group.members
    ]
    named = [bare(each) for each in (*rule.restrict_to.users, *members)]
    if not (rule.restrict_to.users or teams):
        return dict(known)
    return {each: known.get(each) for each in named if may_take(each, book, deciding)}
