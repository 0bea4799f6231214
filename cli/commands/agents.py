"""`caseledger agents`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.agent import Agent

app = defining(Agent)
