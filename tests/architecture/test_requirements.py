"""The list of requirements is whole, and marks name only what stands in it."""

from __future__ import annotations

from collections import Counter

from tests.support.requirements import listed, unknown


def test_the_list_has_every_row_of_the_five_documents() -> None:
    assert Counter(listed().values()) == {
        "Deskie": 61,
        "Qualtrics": 57,
        "Emplifi": 47,
        "Creatio": 63,
        "Bright Pattern": 43,
    }


def test_marks_name_known_requirements() -> None:
    assert list(unknown()) == []
