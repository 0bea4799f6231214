"""What each number of the statistics means. Reports print these sentences beside the numbers."""

from __future__ import annotations

ANSWERABLE = frozenset({"inbound", "escalation"})
"""Origins of cases that a customer's message opened: only these wait for a first response."""

STARTED_BY_AGENTS = frozenset({"manual", "agent", "child", "follow_up", "split"})
"""Origins whose case counts as received for the agent who created it (D-58 to D-61)."""

MOVED = frozenset({"move", "split"})
"""Actions of a person who puts a message elsewhere: nobody is answered by that."""

DEFINITIONS: dict[str, str] = {
    "created": "Cases created, by origin, without those that are merged into another now.",
    "received_inbound": "Cases created by a customer's message: origins inbound and escalation.",
    "received_by_agent": "Cases that an agent created, for that agent, whoever is assigned.",
    "merged_away": "Cases that are merged into another now, by the day of the merge.",
    "resolved": "Times a case was resolved, whether or not it was reopened later.",
    "reopened": (
        "Times a resolved, closed or canceled case was opened again, by cause. What a merge opened "
        "counts until it is taken back."
    ),
    "customer_returned": "Times a case that waited for its customer went on, by cause.",
    "closed": "Times a case was closed.",
    "canceled": "Times a case was canceled.",
    "deleted": (
        "Times a case was deleted. What it was counted for before stays counted; it is in no "
        "backlog until it is restored."
    ),
    "restored": "Times the deletion of a case was taken back.",
    "messages_in": "Messages attached to cases that customers or others sent us.",
    "messages_out": (
        "Messages attached to cases that we sent or composed. One that the channel showed without "
        "our id before counts once."
    ),
    "messages_transferred": (
        "Messages attached to cases that another service or system only passed on: neither the "
        "customer's nor ours."
    ),
    "parked": "Customers' messages that were put aside for a person to place.",
    "first_response": (
        "Cases of origin inbound and escalation that an agent answered for the first time; seconds "
        "from the creation of the case to that message. Automatic answers do not count."
    ),
    "backlog": "Cases in an open category (new, open, waiting for customer, on hold) at day's end.",
}

DAY = "A day is that of occurred_at in the zone named; late events change past days."
