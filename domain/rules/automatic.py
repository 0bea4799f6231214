"""Whenever a mail was sent by a machine, its headers say so: RFC 3834, delivery reports, vacation.

It is told when the connector did not say. A mailing list's post is a person's, however bulky, and
`X-Auto-Response-Suppress` speaks of our answer, not of the message: neither makes one automatic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.header import decode_header, make_header
from email.utils import parseaddr

VACATION = ("x-autoreply", "x-autorespond", "x-auto-reply-from", "x-mail-autoreply", "x-vacation")
"""Whatever they say, unless it is `no`."""
LISTS = ("list-id", "list-post", "list-unsubscribe", "mailing-list", "x-beenthere")
DAEMON = re.compile(r"mail(er)?[-_. ]?daemon|mdaemon", re.IGNORECASE)
POSTMASTER = re.compile(r"postmaster\b", re.IGNORECASE)
SYSTEM = re.compile(r"smtp|administrator|^(admin|ndr|imss)$|gw\d*$", re.IGNORECASE)
LIST_OWNER = re.compile(r"^owner-|-(owner|admin|bounces|request)$", re.IGNORECASE)
ONLY_MAILERS_SAY = re.compile(
    r"returning message to sender|^delivery status notification|\(delivery failed\)$"
    r"|^undeliverable: |^non-delivery: |^failure notice$",
    re.IGNORECASE,
)
A_SYSTEM_SAYS = re.compile(
    r"^(returned mail|mail could not be delivered|(permanent |mail )?delivery (failure|failed))",
    re.IGNORECASE,
)
"""Words that a customer may write, too: about a parcel."""


def is_automatic(headers: Mapping[str, str]) -> bool:
    """By header names in any case. What an ordinary mail has decides nothing."""
    lower = {name.lower(): value.strip() for name, value in headers.items()}
    return _says_so(lower) or _is_report(lower) or _is_from_a_daemon(lower) or _reads_so(lower)


def _says_so(headers: Mapping[str, str]) -> bool:
    declared = headers.get("auto-submitted", "no").lower()
    if not re.match(r"no\b", declared):
        return True
    if any(headers.get(name, "no").lower() != "no" for name in VACATION):
        return True
    precedence = headers.get("precedence", "").lower().replace("-", "_")
    return precedence in ("auto_reply", "junk") or (
        precedence == "bulk" and not _of_a_list(headers)
    )


def _is_report(headers: Mapping[str, str]) -> bool:
    """Delivery, disposition and abuse reports."""
    content = headers.get("content-type", "").lower()
    return content.startswith("multipart/report") or "x-failed-recipients" in headers


def _is_from_a_daemon(headers: Mapping[str, str]) -> bool:
    """A person may write as postmaster; then he answers something, and a machine does not."""
    sender, envelope = headers.get("from", ""), headers.get("return-path", "unknown")
    nobody = not envelope.strip("<>") or sender.endswith("<>")
    if nobody or DAEMON.search(envelope) or DAEMON.search(_address(sender)):
        return True
    answers = "in-reply-to" in headers or "references" in headers
    return bool(POSTMASTER.match(_address(sender).strip("<\"'"))) and not answers


def _reads_so(headers: Mapping[str, str]) -> bool:
    """Old mail systems say it in the subject only."""
    subject = _decoded(headers.get("subject", ""))
    if ONLY_MAILERS_SAY.search(subject):
        return True
    local = _address(headers.get("from", "")).strip("<").partition("@")[0].strip('"')
    return bool(A_SYSTEM_SAYS.match(subject)) and bool(SYSTEM.search(local))


def _of_a_list(headers: Mapping[str, str]) -> bool:
    sender = _address(headers.get("sender", "")).partition("@")[0]
    return any(name in headers for name in LISTS) or bool(LIST_OWNER.search(sender))


def _address(header: str) -> str:
    """The address in `Name <address>`; the text itself where no address can be made out."""
    return parseaddr(header)[1] or header


def _decoded(subject: str) -> str:
    if "=?" in subject:
        try:
            subject = str(make_header(decode_header(subject)))
        except (LookupError, ValueError):
            return subject
    return " ".join(subject.split())
