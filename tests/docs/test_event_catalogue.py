"""The page about events says what the code says."""

from __future__ import annotations

from bootstrap.event_catalogue import PAGE, page
from domain.registry import EVENTS


def test_the_page_about_events_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make contracts`"


def test_every_event_has_its_place_on_the_page() -> None:
    headings = [line[5:-1] for line in page().splitlines() if line.startswith("### `")]
    assert sorted(headings) == sorted(EVENTS)


def test_no_words_of_a_library_get_onto_the_page() -> None:
    assert "struct" not in page().lower()
