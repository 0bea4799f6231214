"""Signs of life of the roles, so that another process can tell whether they work."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HEARTBEATS = """
CREATE TABLE role_heartbeats (
    role text NOT NULL,
    worker text NOT NULL,
    started_at timestamptz NOT NULL,
    beat_at timestamptz NOT NULL,
    state text NOT NULL,
    status jsonb NOT NULL,
    PRIMARY KEY (role, worker)
);
"""


def upgrade() -> None:
    op.execute(HEARTBEATS)


def downgrade() -> None:
    op.execute("DROP TABLE role_heartbeats")
