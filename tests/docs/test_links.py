"""A link in a page leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import heading_anchors, name, pages, prose

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = LINK.findall(prose(page.read_text(encoding="utf-8")))
    assert [link for link in links if "://" not in link and not _leads(page, link)] == []


def _leads(page: Path, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not target.exists():
        return False
    return not anchor or anchor in heading_anchors(target.read_text(encoding="utf-8"))
