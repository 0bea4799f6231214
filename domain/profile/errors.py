"""Why something could not be done with a profile."""

from __future__ import annotations

from domain.errors import Rejection


class UnknownProfile(Rejection):
    code = "unknown_profile"


class ProfileExists(Rejection):
    """The id is taken, with other settings; a profile stays on its channel for ever."""

    code = "profile_exists"


class NegativeLateness(Rejection):
    code = "negative_lateness"
