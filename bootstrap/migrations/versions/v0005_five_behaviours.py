"""What the views show of people, queues, rules, merges and the rest of the five behaviours.

The views are emptied: they fill from the log again, so that old events count as new ones do.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CASES = """
ALTER TABLE {schema}.cases
    ADD COLUMN creator text NOT NULL,
    ADD COLUMN subject text,
    ADD COLUMN service text,
    ADD COLUMN topic text,
    ADD COLUMN sentiment text,
    ADD COLUMN case_type text,
    ADD COLUMN disposition text,
    ADD COLUMN rule_id text,
    ADD COLUMN queue text,
    ADD COLUMN waiting_since timestamptz,
    ADD COLUMN articles text[] NOT NULL,
    ADD COLUMN workers text[] NOT NULL,
    ADD COLUMN merged_into uuid,
    ADD COLUMN merged_into_number text,
    ADD COLUMN merged_numbers text[] NOT NULL,
    ADD COLUMN split_from_number text,
    ADD COLUMN hidden boolean NOT NULL,
    ADD COLUMN deleted_by text,
    ADD COLUMN deleted_at timestamptz;
CREATE INDEX cases_queue ON {schema}.cases (queue, waiting_since, case_id) WHERE queue IS NOT NULL;
CREATE INDEX cases_workers ON {schema}.cases USING gin (workers) WHERE workers <> '{}';
CREATE TABLE {schema}.profile_services (profile_id text PRIMARY KEY, service text);
"""

QUEUES = """
CREATE TABLE queue_places (
    case_id uuid PRIMARY KEY,
    queue text NOT NULL,
    since timestamptz NOT NULL,
    priority text NOT NULL,
    number text NOT NULL
);
CREATE INDEX queue_places_turn ON queue_places (queue, since);
CREATE TABLE article_words (article_id text PRIMARY KEY, words text[] NOT NULL);
CREATE INDEX article_words_words ON article_words USING gin (words);
"""

HOLDERS = """
CREATE TABLE case_holders (case_id uuid PRIMARY KEY, agent text NOT NULL);
CREATE INDEX case_holders_agent ON case_holders (agent);
WITH facts AS (
    SELECT originator_id AS case_id, originator_version AS place, topic,
        convert_from(state, 'UTF8')::jsonb -> 'event' AS event
    FROM caseledger_events
    WHERE topic IN ('case.created', 'case.assignee_changed', 'case.assignee_cleared',
        'case.status_changed', 'case.resolved', 'case.reopened', 'case.closed', 'case.canceled')
), assigned AS (
    SELECT DISTINCT ON (case_id) case_id,
        CASE WHEN topic IN ('case.created', 'case.assignee_changed')
            THEN regexp_replace(event ->> 'assignee', '^agent:', '') END AS agent
    FROM facts
    WHERE topic IN ('case.created', 'case.assignee_changed', 'case.assignee_cleared')
        OR event ? 'cleared_assignee'
    ORDER BY case_id, place DESC
), standing AS (
    SELECT DISTINCT ON (case_id) case_id, event ->> 'category' AS category
    FROM facts WHERE event ? 'category' ORDER BY case_id, place DESC
)
INSERT INTO case_holders
SELECT case_id, agent FROM assigned JOIN standing USING (case_id)
WHERE agent IS NOT NULL AND category IN ('new', 'open', 'waiting_customer', 'on_hold');
"""
"""Open cases that were assigned before count as load, too."""

MESSAGES = """
ALTER TABLE {schema}.message_places ADD COLUMN wrong_case boolean NOT NULL;
CREATE INDEX message_places_wrong ON {schema}.message_places (message_id) WHERE wrong_case;
"""

MERGING = """
CREATE INDEX cases_parent ON {schema}.cases (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX cases_merged ON {schema}.cases (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE {schema}.lookup ADD COLUMN merged_into_number text;
ALTER TABLE {schema}.lookup ADD COLUMN hidden boolean NOT NULL;
CREATE TABLE {schema}.hidden_cases (case_id uuid PRIMARY KEY, hidden boolean NOT NULL);
CREATE INDEX messages_conversation
    ON {schema}.messages (profile_id, customer_id, sent_at, message_id);
ALTER TABLE {schema}.statistics_cases ADD COLUMN creator text;
"""

CONTACTS = """
CREATE TABLE {schema}.contact_accounts (
    profile_id text NOT NULL,
    customer_id text NOT NULL,
    name text,
    first_name text,
    last_name text,
    email text,
    phone text,
    email_key text,
    phone_key text,
    contact_id uuid,
    search text NOT NULL,
    PRIMARY KEY (profile_id, customer_id)
);
CREATE INDEX contact_accounts_email ON {schema}.contact_accounts (email_key);
CREATE INDEX contact_accounts_phone ON {schema}.contact_accounts (phone_key);
CREATE INDEX contact_accounts_contact ON {schema}.contact_accounts (contact_id);
CREATE TABLE {schema}.contacts (
    contact_id uuid PRIMARY KEY,
    name text,
    first_name text,
    last_name text,
    company text,
    emails text[] NOT NULL,
    phones text[] NOT NULL,
    joined_into uuid,
    search text NOT NULL
);
CREATE INDEX contacts_joined ON {schema}.contacts (joined_into);
CREATE TABLE {schema}.contact_channels (
    profile_id text PRIMARY KEY,
    channel text NOT NULL,
    connector text NOT NULL,
    can_initiate boolean NOT NULL,
    telephony boolean NOT NULL
);
"""

LOCKS = """
CREATE TABLE {schema}.locks (
    lock_id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    message_id uuid,
    holder text NOT NULL,
    taken_at timestamptz NOT NULL,
    until timestamptz NOT NULL,
    released_at timestamptz
);
CREATE INDEX locks_until ON {schema}.locks (until) WHERE released_at IS NULL;
"""

EMPTY = """
DO $$
DECLARE each record;
BEGIN
    FOR each IN SELECT schemaname, tablename FROM pg_tables
        WHERE schemaname IN ('views_a', 'views_b')
    LOOP
        EXECUTE format('TRUNCATE %I.%I', each.schemaname, each.tablename);
    END LOOP;
    DELETE FROM view_positions;
END $$;
"""


def upgrade() -> None:
    op.execute(QUEUES)
    op.execute(HOLDERS)
    op.execute(EMPTY)
    for schema in ("views_a", "views_b"):
        op.execute(CASES.replace("{schema}", schema))
        op.execute(MERGING.replace("{schema}", schema))
        op.execute(MESSAGES.replace("{schema}", schema))
        op.execute(LOCKS.replace("{schema}", schema))
        op.execute(CONTACTS.replace("{schema}", schema))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
