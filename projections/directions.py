"""What a message is counted as: the customer's, ours, or neither where it was only passed on."""

from __future__ import annotations

MEASURES = {"in": "message_in", "out": "message_out", "transferred": "message_transferred"}
"""By direction (B-21)."""

COUNTERS = {"in": ("messages_in", "last_inbound_at"), "out": ("messages_out", "last_outbound_at")}
"""The columns of the case list; a transferred message has none."""
