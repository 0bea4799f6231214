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
    ADD COLUMN service text,
    ADD COLUMN topic text,
    ADD COLUMN sentiment text,
    ADD COLUMN case_type text,
    ADD COLUMN disposition text,
    ADD COLUMN rule_id text,
    ADD COLUMN queue text,
    ADD COLUMN waiting_since timestamptz,
    ADD COLUMN articles text[] NOT NULL,
    ADD COLUMN merged_into uuid,
    ADD COLUMN merged_into_number text,
    ADD COLUMN merged_numbers text[] NOT NULL,
    ADD COLUMN split_from_number text,
    ADD COLUMN hidden boolean NOT NULL;
CREATE INDEX cases_queue ON {schema}.cases (queue, waiting_since, case_id) WHERE queue IS NOT NULL;
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
    op.execute(EMPTY)
    for schema in ("views_a", "views_b"):
        op.execute(CASES.replace("{schema}", schema))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
