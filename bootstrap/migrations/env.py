"""Alembic runs this for every command; the connection comes from `bootstrap.schema`."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
