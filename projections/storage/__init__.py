"""Where the rows of a view live: in PostgreSQL, or in memory for a fold."""
