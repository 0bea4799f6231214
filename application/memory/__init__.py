"""The store in memory: the same promises, for tests that need no server."""
