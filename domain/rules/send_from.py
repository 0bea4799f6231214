"""Which profile an outgoing case goes out on when nobody says it (D-20, D-23)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from domain.rules.new_case_options import ContactKind
from domain.rules.reach import Reach


def send_from(
    able: Sequence[Reach],
    contact: ContactKind = "plus",
    *,
    known_at: Collection[str] = (),
    last_used: str | None = None,
) -> Reach | None:
    """The picked contact's profile, then the one last used, then the first that is able (X-D3).

    `known_at` are the profiles where the contact has an account; an address or a number fits
    the channels that reach it. Among several the last used goes first. None when nothing fits.
    """
    fitting = [each for each in able if each.profile_id in known_at]
    fitting = fitting or [each for each in able if each.fits(contact)]
    last = (each for each in fitting if each.profile_id == last_used)
    return next(last, fitting[0] if fitting else None)
