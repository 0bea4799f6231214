"""What a simulated record plays, so that counts can be compared with what became of them."""

from __future__ import annotations

CUSTOMER = "customer"
PUBLIC = "public comment"
AUTO_SUBMITTED = "out of office"
AGENT = "agent on the channel"
BOT = "bot"
THIRD_PARTY = "third party"
ECHO = "echo"
RECEIPT = "delivery receipt"

DUPLICATE = "duplicate"
SECOND_COPY = "same id, other content"
NO_KEY = "missing key"
OTHER_KEY = "different key"
LATE = "published late"
EARLY = "sent in the future"

UNDECODABLE = "undecodable bytes"
CUT_OFF = "cut-off JSON"
WRONG_CONTENT_TYPE = "wrong content type"
UNKNOWN_TYPE = "unknown type"
MISSING_FIELD = "missing field"
WRONG_FIELD = "wrong value"
EMPTY_ID = "empty id"
CONTROL_IN_ID = "control character in id"
NULL_IN_TEXT = "U+0000 in text"
NO_ZONE = "time without zone"
BATCH = "batch"
TOMBSTONE = "tombstone"
WRONG_SOURCE = "source disagrees with the data"

UNKNOWN_PROFILE = "unknown profile"
WRONG_CHANNEL = "channel other than registered"
UNKNOWN_TARGET = "receipt for an unknown message"

TAKEN = frozenset(
    {
        CUSTOMER,
        PUBLIC,
        AUTO_SUBMITTED,
        AGENT,
        BOT,
        THIRD_PARTY,
        RECEIPT,
        NO_KEY,
        OTHER_KEY,
        LATE,
        EARLY,
    }
)
"""Taken once each; a second copy is taken beside the first, a duplicate only counted."""

REFUSED_BY_DECODER = frozenset(
    {
        UNDECODABLE,
        CUT_OFF,
        WRONG_CONTENT_TYPE,
        UNKNOWN_TYPE,
        MISSING_FIELD,
        WRONG_FIELD,
        EMPTY_ID,
        CONTROL_IN_ID,
        NULL_IN_TEXT,
        NO_ZONE,
        BATCH,
        TOMBSTONE,
        WRONG_SOURCE,
    }
)
"""Can be seen in the record alone."""

REFUSED_BY_ENGINE = frozenset({UNKNOWN_PROFILE, WRONG_CHANNEL, UNKNOWN_TARGET})
"""Well formed; only what is registered and stored tells that it cannot be taken."""

REFUSED = REFUSED_BY_DECODER | REFUSED_BY_ENGINE
