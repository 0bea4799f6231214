"""`caseledger connections`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.connection import Connection

app = defining(Connection)
