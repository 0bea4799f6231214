"""A message that names somebody else's case is flagged wherever it is shown."""

from __future__ import annotations

import pytest

from tests.cli.terminal import PROFILE, Terminal
from tests.support.events import CUSTOMER

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
MALLORY = CUSTOMER | {"id": "mallory"}


def test_an_intruder_is_flagged_wherever_the_message_is_shown(terminal: Terminal) -> None:
    terminal.register("bright_pattern")
    terminal.take(
        terminal.write("m-1"),
        terminal.write(
            "m-2",
            customer=MALLORY,
            author={"kind": "customer", "id": "mallory"},
            thread={"case_number": "1001"},
        ),
    )
    [flagged] = terminal.json("message", "flagged")["messages"]
    assert (flagged["external_id"], flagged["wrong_case"]) == ("m-2", True)
    assert "case_number" in terminal.done("message", "flagged", "--profile", PROFILE).out
    assert "named another's case" in terminal.done("cases", "show", "1002").out
    assert "not let in" in terminal.done("explain", PROFILE, "m-2").out
