"""The section of a setup that holds policies of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from application.policies.book import Reading
from application.policies.presets import SHIPPED
from application.policies.reading import load_yaml
from application.setup.errors import invalid
from application.setup.section import Around, Name, Present
from application.unit import Unit
from domain.identity import Namespace
from domain.policy.aggregate import PublishedPolicy
from domain.policy.commands import PublishPolicy
from domain.policy.difference import in_words
from domain.policy.document import Policy, canonical, checked, parse
from domain.policy.events import PolicyPublished


class PolicyItem(msgspec.Struct, frozen=True):
    given: Policy

    def needs(self) -> Iterable[Name]:
        restricted = self.given.assignment.restrict_to
        yield from (("agent", user) for user in restricted.users)
        yield from (("group", team) for team in restricted.teams)

    def commands(self, _: Unit) -> Iterator[Any]:
        document = canonical(self.given).decode()
        yield PublishPolicy(policy_id=self.given.id, document=document)

    def state(self, unit: Unit) -> Policy | None:
        return newest(unit, unit.ids, self.given.id)

    def words(self, before: Any, after: Any) -> Sequence[str]:
        return in_words(before, after)


class PolicySection:
    """An item is the document without its id, or names the `file` that holds it."""

    name = "policies"
    kind = "policy"

    def item(self, id: str, fields: Mapping[str, Any], around: Around) -> PolicyItem:
        """Raises InvalidSetup, InvalidPolicy."""
        if "file" not in fields:
            return PolicyItem(checked({**fields, "id": id}))
        if len(fields) > 1 or not isinstance(fields["file"], str):
            raise invalid("file", "names the document; no other field stands beside it")
        try:
            text = (around.folder / fields["file"]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as unreadable:
            why = getattr(unreadable, "strerror", None) or "is not UTF-8"
            raise invalid("file", f"{fields['file']}: {why}") from None
        policy = load_yaml(text)
        if policy.id != id:
            raise invalid("file", f"holds policy {policy.id}, not {id}")
        return PolicyItem(policy)

    def present(self, now: Present) -> Iterator[tuple[str, dict[str, Any]]]:
        published = now.streams.all_of(PolicyPublished.TOPIC)
        for id in dict.fromkeys(at.recorded.event.policy_id for at in published):
            policy = newest(now.streams, now.ids, id)
            if policy is not None and id not in SHIPPED:
                shown = policy.model_dump(mode="json", by_alias=True, exclude_defaults=True)
                yield id, {name: value for name, value in shown.items() if name != "id"}


def newest(reading: Reading, ids: Namespace, id: str) -> Policy | None:
    versions = reading.get(PublishedPolicy, ids.policy(id)).versions
    return parse(versions[-1].document) if versions else None
