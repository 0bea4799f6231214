"""The history of the schema, kept with alembic."""
