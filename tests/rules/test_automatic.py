"""Which mails a machine sent, by their headers alone."""

from __future__ import annotations

import pytest

from domain.rules.automatic import is_automatic
from tests.support.mails import headers_of, mails

NOT_A_BOUNCE = "groupwise_03.txt"
"""A person's answer by Outlook, in which flufl.bounce finds no failing address either."""

REPORTS_AMONG_ORDINARY_MAILS = {
    "msg_05.txt",
    "msg_16.txt",
    "msg_25.txt",
    "msg_43.txt",
    "bad_date_header.eml",
    "multi_address_bounce1.eml",
    "multi_address_bounce2.eml",
    "multipart_report_multiple_status.eml",
    "raw_email_with_mimepart_without_content_type.eml",
    "report_422.eml",
    "report_530.eml",
}
"""Delivery reports, and one advertisement of precedence junk."""


def test_every_bounce_is_recognised() -> None:
    bounces = mails("email_flufl_bounce")
    missed = [mail.name for mail in bounces if not is_automatic(headers_of(mail))]
    assert (len(bounces), missed) == (117, [NOT_A_BOUNCE])


@pytest.mark.parametrize(
    ("folder", "count"), [("email_cpython", 48), ("email_stalwart", 107), ("email_ruby_mail", 105)]
)
def test_no_ordinary_mail_is_taken_for_automatic(folder: str, count: int) -> None:
    found = mails(folder)
    automatic = {mail.name for mail in found if is_automatic(headers_of(mail))}
    assert len(found) == count
    assert automatic <= REPORTS_AMONG_ORDINARY_MAILS


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"AUTO-SUBMITTED": "auto-generated; owner=x"},
        {"Auto-Submitted": "auto-notified"},
        {"Precedence": "auto_reply"},
        {"Precedence": "Auto-Reply"},
        {"Precedence": "junk"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"X-Autorespond": "Holidays"},
        {"Content-Type": 'multipart/report; report-type="disposition-notification"'},
        {"X-Failed-Recipients": "ann@example.org"},
        {"Return-Path": "<>"},
        {"From": "Mail Delivery Subsystem <MAILER-DAEMON@example.org>"},
        {"From": "Post <postmaster@example.org>"},
        {"From": "Jetmail System <>"},
        {"Subject": "=?utf-8?q?Undeliverable=3A_Your_parcel?=", "From": "x@example.org"},
        {"Subject": "Delivery failure", "From": "smtp_gateway@example.org"},
    ],
)
def test_a_machine_says_so(headers: dict[str, str]) -> None:
    assert is_automatic(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto-Submitted": "no"},
        {"Auto-Submitted": "No (a person)"},
        {"X-Autoreply": "no"},
        {"Precedence": "list", "List-Id": "<cats.example.org>"},
        {"Precedence": "bulk", "List-Unsubscribe": "<mailto:off@example.org>"},
        {"Precedence": "bulk", "Sender": "owner-cats@example.org"},
        {"Precedence": "normal"},
        {"X-Auto-Response-Suppress": "All"},
        {"Return-Path": "<ann@example.org>", "From": "Ann <ann@example.org>"},
        {"From": "Post <postmaster@example.org>", "In-Reply-To": "<1@example.org>"},
        {"Subject": "Delivery failure: my parcel", "From": "Ann <ann@example.org>"},
        {"Subject": "Fwd: Undeliverable: your invoice", "From": "Ann <ann@example.org>"},
        {"Subject": "=?no-such-charset?q?Late?= parcel", "From": "Ann <ann@example.org>"},
        {"Content-Type": "multipart/mixed; boundary=x"},
    ],
)
def test_a_person_is_not_taken_for_one(headers: dict[str, str]) -> None:
    assert not is_automatic(headers)
