"""`caseledger dispositions`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.disposition import Disposition

app = defining(Disposition)
