"""What only says thank you, and what a policy may make of it."""

from __future__ import annotations

import pytest

from domain.message.events import Attachment, MessageContent
from domain.rules.routing import route
from domain.rules.thanks import LONGEST, is_thanks
from tests.rules.given import CASE, in_phase, policy

SILENT = policy(on_customer_message={"thanks": "append_silent"})


@pytest.mark.parametrize(
    "text",
    [
        "Thanks",
        "thank you!",
        "Thank you so much for your help.",
        "Great, thanks a lot!!! :-)",
        "Ok, many thanks. Best regards",
        "Vielen Dank für Ihre Hilfe!",
        "danke sehr",
        "Merci beaucoup",
        "muchas gracias",
        "Dziękuję",
        "Спасибо!",
        "ありがとう",
        " thx ",
    ],
)
def test_a_short_thank_you_is_thanks(text: str) -> None:
    assert is_thanks(MessageContent(text=text))


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Ok",
        "Thanks, but it still does not work",
        "Thanks. When will it arrive?",
        "thanks?",
        "No thanks to you",
        "Thanksgiving is near",
        "Please call me, thank you",
        "thanks " * (LONGEST // 7 + 1),
    ],
)
def test_whatever_says_more_is_not(text: str | None) -> None:
    assert not is_thanks(MessageContent(text=text))


def test_what_brings_something_along_is_not() -> None:
    assert not is_thanks(MessageContent(text="Thanks", attachments=(Attachment("a.jpg"),)))


@pytest.mark.parametrize("phase", ["open", "waiting_customer", "resolved_in_grace"])
def test_thanks_leave_a_live_case_as_it_is(phase: str) -> None:
    routing = route(in_phase(SILENT, phase, thanks=True))
    assert (routing.case_id, routing.reopens, routing.counts_for_idle) == (CASE, False, False)
    assert (routing.decision.phase, routing.decision.action) == ("thanks", "append_silent")


@pytest.mark.parametrize("phase", ["resolved_after_grace", "final"])
def test_thanks_open_no_case_where_one_has_ended(phase: str) -> None:
    routing = route(in_phase(SILENT, phase, thanks=True))
    assert (routing.place, routing.decision.phase) == ("park", "thanks")


@pytest.mark.parametrize("phase", ["open", "waiting_customer", "resolved_in_grace", "final"])
def test_by_itself_a_policy_takes_thanks_for_any_message(phase: str) -> None:
    plain = policy()
    assert route(in_phase(plain, phase, thanks=True)) == route(in_phase(plain, phase))
