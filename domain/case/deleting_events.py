"""What deleting a case leaves in the log: that it was, never what is gone."""

from __future__ import annotations

from domain.kernel import Event
from domain.message.moving_events import Reason


class CaseDeleted(Event, frozen=True):
    """A person put the case out of sight, with its messages. The log keeps all of it; erasing is
    another thing."""

    TOPIC = "case.deleted"

    from_status: str
    from_category: str
    personal: Reason


class CaseRestored(Event, frozen=True):
    """The deletion was taken back: the case stands as it did. Links that it lost stay lost."""

    TOPIC = "case.restored"

    status: str
    category: str
