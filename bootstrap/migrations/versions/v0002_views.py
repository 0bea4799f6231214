"""The tables of the views, once in each of two schemas, and where each view stands.

A view serves from one schema while it is built anew in the other (`projections/slots.py`).
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

POSITIONS = """
CREATE TABLE view_positions (
    view text NOT NULL,
    slot text NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    serving boolean NOT NULL,
    building boolean NOT NULL,
    failed_position bigint,
    error text,
    failed_at timestamptz,
    moved_at timestamptz NOT NULL,
    PRIMARY KEY (view, slot)
);
CREATE UNIQUE INDEX view_positions_serving ON view_positions (view) WHERE serving;
"""

CASE_LIST = """
CREATE TABLE {schema}.cases (
    case_id uuid NOT NULL,
    number text NOT NULL,
    profile_id text NOT NULL,
    customer_id text NOT NULL,
    channel text NOT NULL,
    conversation_id uuid NOT NULL,
    slot text NOT NULL,
    origin text NOT NULL,
    status text NOT NULL,
    category text NOT NULL,
    is_open boolean NOT NULL,
    group_name text,
    assignee text,
    priority text NOT NULL,
    labels text[] NOT NULL,
    title text,
    fields jsonb NOT NULL,
    policy_id text,
    policy_version bigint NOT NULL,
    parent_id uuid,
    parent_number text,
    children text[] NOT NULL,
    original_number text,
    follow_ups text[] NOT NULL,
    messages_in bigint NOT NULL,
    messages_out bigint NOT NULL,
    notes bigint NOT NULL,
    resolutions bigint NOT NULL,
    reopens bigint NOT NULL,
    created_at timestamptz NOT NULL,
    last_activity_at timestamptz NOT NULL,
    last_inbound_at timestamptz,
    last_outbound_at timestamptz,
    settled_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (case_id)
);
CREATE INDEX cases_activity
    ON {schema}.cases (last_activity_at, case_id);
CREATE INDEX cases_assignee_activity
    ON {schema}.cases (assignee, last_activity_at, case_id) WHERE assignee IS NOT NULL;
CREATE INDEX cases_created
    ON {schema}.cases (created_at, case_id);
CREATE INDEX cases_customer
    ON {schema}.cases (profile_id, customer_id);
CREATE INDEX cases_labels
    ON {schema}.cases USING gin (labels) WHERE labels <> '{}';
CREATE UNIQUE INDEX cases_number
    ON {schema}.cases (number);
CREATE INDEX cases_profile_activity
    ON {schema}.cases (profile_id, last_activity_at, case_id);
"""

LOOKUP = """
CREATE TABLE {schema}.lookup (
    case_id uuid NOT NULL,
    profile_id text NOT NULL,
    customer_id text NOT NULL,
    number text NOT NULL,
    slot text NOT NULL,
    status text NOT NULL,
    category text NOT NULL,
    is_open boolean NOT NULL,
    assignee text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (case_id)
);
CREATE INDEX lookup_pair
    ON {schema}.lookup (profile_id, customer_id, created_at);
"""

MESSAGES = """
CREATE TABLE {schema}.messages (
    message_id uuid NOT NULL,
    profile_id text NOT NULL,
    customer_id text NOT NULL,
    external_id text,
    channel text NOT NULL,
    kind text NOT NULL,
    direction text NOT NULL,
    author_kind text NOT NULL,
    author_id text NOT NULL,
    private boolean NOT NULL,
    auto_submitted boolean NOT NULL,
    sent_at timestamptz NOT NULL,
    broker_at timestamptz,
    second_copy_of uuid,
    in_reply_to uuid,
    record_key text,
    delivery text,
    delivery_reason text,
    delivery_at timestamptz,
    echoed_at timestamptz,
    thread jsonb,
    personal jsonb NOT NULL,
    PRIMARY KEY (message_id)
);
CREATE INDEX messages_external
    ON {schema}.messages (profile_id, external_id);
CREATE TABLE {schema}.message_places (
    message_id uuid NOT NULL,
    place text NOT NULL,
    case_id uuid,
    decision jsonb NOT NULL,
    PRIMARY KEY (message_id)
);
CREATE INDEX message_places_case
    ON {schema}.message_places (case_id);
CREATE TABLE {schema}.message_records (
    topic_id uuid NOT NULL,
    partition integer NOT NULL,
    "offset" bigint NOT NULL,
    kind text NOT NULL,
    stream_id uuid NOT NULL,
    PRIMARY KEY (topic_id, partition, "offset")
);
"""

INBOX = """
CREATE TABLE {schema}.inbox (
    message_id uuid NOT NULL,
    profile_id text NOT NULL,
    customer_id text NOT NULL,
    external_id text NOT NULL,
    channel text NOT NULL,
    direction text NOT NULL,
    author_kind text NOT NULL,
    author_id text NOT NULL,
    author_name text,
    subject text,
    text text,
    sent_at timestamptz NOT NULL,
    state text,
    decision jsonb,
    case_id uuid,
    PRIMARY KEY (message_id)
);
CREATE INDEX inbox_pair
    ON {schema}.inbox (profile_id, customer_id);
CREATE INDEX inbox_parked
    ON {schema}.inbox (profile_id, sent_at) WHERE state = 'parked';
"""

TIMELINE = """
CREATE TABLE {schema}.timeline (
    stream_id uuid NOT NULL,
    position bigint NOT NULL,
    topic text NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz,
    actor text NOT NULL,
    authority text NOT NULL,
    backdated boolean NOT NULL,
    correlation_id text NOT NULL,
    causation_id text NOT NULL,
    message_id uuid,
    detail jsonb NOT NULL,
    PRIMARY KEY (stream_id, position)
);
CREATE INDEX timeline_message
    ON {schema}.timeline (message_id) WHERE message_id IS NOT NULL;
"""

STATISTICS = """
CREATE TABLE {schema}.statistics_facts (
    position bigint NOT NULL,
    measure text NOT NULL,
    occurred_at timestamptz NOT NULL,
    profile_id text NOT NULL,
    detail text,
    agent text,
    seconds double precision,
    stream_id uuid NOT NULL,
    PRIMARY KEY (position, measure)
);
CREATE INDEX statistics_facts_responses
    ON {schema}.statistics_facts (occurred_at)
    INCLUDE (profile_id, seconds) WHERE measure = 'first_response';
CREATE INDEX statistics_facts_time
    ON {schema}.statistics_facts (occurred_at);
CREATE TABLE {schema}.statistics_flow (
    position bigint NOT NULL,
    effective_at timestamptz NOT NULL,
    profile_id text NOT NULL,
    change smallint NOT NULL,
    case_id uuid NOT NULL,
    PRIMARY KEY (position)
);
CREATE INDEX statistics_flow_time
    ON {schema}.statistics_flow (effective_at);
CREATE TABLE {schema}.statistics_buckets (
    minutes integer NOT NULL,
    begins timestamptz NOT NULL,
    profile_id text NOT NULL,
    measure text NOT NULL,
    detail text NOT NULL,
    agent text NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (minutes, begins, profile_id, measure, detail, agent)
);
CREATE TABLE {schema}.statistics_cases (
    case_id uuid NOT NULL,
    profile_id text NOT NULL,
    origin text NOT NULL,
    created_at timestamptz NOT NULL,
    is_open boolean NOT NULL,
    moved_at timestamptz NOT NULL,
    answered boolean NOT NULL,
    PRIMARY KEY (case_id)
);
CREATE TABLE {schema}.statistics_waiting (
    message_id uuid NOT NULL,
    profile_id text NOT NULL,
    PRIMARY KEY (message_id)
);
"""

INTAKE_LEDGER = """
CREATE TABLE {schema}.intake_outcomes (
    topic_id uuid NOT NULL,
    partition integer NOT NULL,
    outcome text NOT NULL,
    records bigint NOT NULL,
    PRIMARY KEY (topic_id, partition, outcome)
);
CREATE TABLE {schema}.intake_placing (
    message_id uuid NOT NULL,
    topic_id uuid NOT NULL,
    partition bigint NOT NULL,
    PRIMARY KEY (message_id)
);
"""

VIEWS = (CASE_LIST, LOOKUP, MESSAGES, INBOX, TIMELINE, STATISTICS, INTAKE_LEDGER)


def upgrade() -> None:
    op.execute(POSITIONS)
    for schema in ("views_a", "views_b"):
        op.execute(f"CREATE SCHEMA {schema}")
        for statements in VIEWS:
            op.execute(statements.replace("{schema}", schema))


def downgrade() -> None:
    for schema in ("views_a", "views_b"):
        op.execute(f"DROP SCHEMA {schema} CASCADE")
    op.execute("DROP TABLE view_positions")
