"""`caseledger agents`: see `cli.defining`; and who of them is there."""

from __future__ import annotations

from cli.commands import agent_presence
from cli.defining import defining
from domain.definition.agent import Agent

app = defining(Agent)
agent_presence.add_to(app)
