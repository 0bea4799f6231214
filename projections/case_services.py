"""The service of each profile, which its cases belong to."""

from __future__ import annotations

from sqlalchemy import MetaData, Table, Text

from projections.columns import key, words

SERVICES = Table(
    "profile_services",
    MetaData(),
    key("profile_id", Text),
    words("service", optional=True),
    schema="case_list",
)
