"""Why an agent could not turn to somebody first."""

from __future__ import annotations

from domain.errors import Rejection


class NobodyNamed(Rejection):
    code = "nobody_named"


class NoWayToReach(Rejection):
    """No profile can begin a contact with him."""

    code = "no_way_to_reach"


class NoTelephony(Rejection):
    """Nothing carries a call there."""

    code = "no_telephony"


class NoteAfterCreation(Rejection):
    """The policy takes notes only once the case is there (D-30)."""

    code = "note_after_creation"
