"""The present setup, as a file that could be applied again."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from application.setup.document import SECTIONS
from application.setup.section import Present
from application.store import Store
from domain.identity import Namespace


def present_setup(store: Store, ids: Namespace) -> dict[str, dict[str, dict[str, Any]]]:
    """Fields that have their default are left out, and sections that hold nothing."""
    now = Present(Streams(store), ids, DefinitionBook(ids))
    shown = {section.name: dict(section.present(now)) for section in SECTIONS}
    return {name: items for name, items in shown.items() if items}


def as_yaml(setup: dict[str, Any]) -> str:
    writer = YAML()
    writer.default_flow_style = False
    writer.width = 100
    text = StringIO()
    writer.dump(setup, text)
    return text.getvalue()
