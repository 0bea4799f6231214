"""`caseledger case-topics`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.simple import Topic

app = defining(Topic)
