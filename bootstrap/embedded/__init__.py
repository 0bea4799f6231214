"""Servers for evaluation and tests, started and stopped by us."""
