"""`caseledger services`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.service import Service

app = defining(Service)
