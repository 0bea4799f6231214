"""`caseledger processes`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.process import Process

app = defining(Process)
