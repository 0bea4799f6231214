"""`caseledger case-types`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.case_type import CaseType

app = defining(CaseType)
