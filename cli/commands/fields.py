"""`caseledger fields`: see `cli.defining`."""

from __future__ import annotations

from cli.defining import defining
from domain.definition.custom_field import CustomField

app = defining(CustomField)
