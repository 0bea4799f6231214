"""Seeded customer-service traffic: for the demo, for trying things out, and for load."""
