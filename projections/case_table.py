"""One row per case, with everything that lists filter, sort and show."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, Table, text

from projections.columns import count, document, flag, identity, instant, key, word_list, words

CASES = Table(
    "cases",
    MetaData(),
    key("case_id"),
    words("number"),
    words("profile_id"),
    words("customer_id"),
    words("channel"),
    identity("conversation_id"),
    words("slot"),
    words("origin"),
    words("status"),
    words("category"),
    flag("is_open"),
    words("group_name", optional=True),
    words("assignee", optional=True),
    words("priority"),
    word_list("labels"),
    words("title", optional=True),
    document("fields", optional=False),
    words("policy_id", optional=True),
    count("policy_version"),
    identity("parent_id", optional=True),
    words("parent_number", optional=True),
    word_list("children"),
    words("original_number", optional=True),
    word_list("follow_ups"),
    count("messages_in"),
    count("messages_out"),
    count("notes"),
    count("resolutions"),
    count("reopens"),
    instant("created_at"),
    instant("last_activity_at"),
    instant("last_inbound_at", optional=True),
    instant("last_outbound_at", optional=True),
    instant("settled_at", optional=True),
    count("version"),
    Index("cases_number", "number", unique=True),
    Index("cases_customer", "profile_id", "customer_id"),
    Index("cases_activity", "last_activity_at", "case_id"),
    Index("cases_created", "created_at", "case_id"),
    Index("cases_profile_activity", "profile_id", "last_activity_at", "case_id"),
    Index(
        "cases_assignee_activity",
        "assignee",
        "last_activity_at",
        "case_id",
        postgresql_where=text("assignee IS NOT NULL"),
    ),
    Index(
        "cases_labels", "labels", postgresql_using="gin", postgresql_where=text("labels <> '{}'")
    ),
    schema="case_list",
)
