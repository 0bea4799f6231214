"""An engine in a test's hands: its clock, its intake, its commands, and what became of it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from application.actor import BACKDATE, Actor
from application.configuration import memory_env, postgres_env
from application.dispatch import Dispatcher, Outcome
from application.intake.intake import Intake, Taken
from application.intake.records import Decode, Record
from application.intake.retrying import Retrying
from application.policies.presets import preset
from application.store import Store
from domain.case.aggregate import Case
from domain.case.commands import ResolveCase
from domain.conversation.aggregate import Conversation
from domain.identity import Namespace
from domain.message.aggregate import Message
from domain.policy.commands import PublishPolicy
from domain.policy.document import canonical, checked
from domain.profile.commands import RegisterProfile
from ingest.decoding.decode import decode
from tests.support.controls_channel import NOON, Channel

KEY = b"a key of the deployment"
ANN = Actor("agent:ann", "os-user:ann", frozenset({BACKDATE}))


class Engine:
    """`now` is the clock's; set it to let time pass. `by` acts where nobody else is named."""

    def __init__(
        self,
        env: Mapping[str, str] | None = None,
        *,
        decode: Decode = decode,
        new_id: Callable[[], str] = lambda: str(uuid4()),
        deployment: str = "test",
    ) -> None:
        self.now = NOON
        self.by = ANN
        self.ids = Namespace(deployment)
        self.env = env or memory_env()
        self.store = Store(lambda: self.now, self.env)
        self.dispatcher = Dispatcher(self.store, self.ids, new_id=new_id)
        self.intake = self.another_intake(decode)

    def another_intake(self, decode: Decode = decode, *, conversations: int = 1_000) -> Intake:
        """A worker of its own on the same store, which remembers so many conversations."""
        return Intake(self.store, self.ids, decode, KEY, conversations=conversations)

    @property
    def retrying(self) -> Retrying:
        return Retrying(self.store, self.intake)

    def profile(
        self,
        policy_id: str | None = "emplifi",
        *,
        name: str = "care",
        channel: str = "email",
        connector: str = "imap",
        allowed_lateness: float | None = None,
        **more: Any,
    ) -> Outcome:
        return self.do(
            RegisterProfile(
                profile_id=name,
                channel=channel,
                connector=connector,
                policy_id=policy_id,
                allowed_lateness=allowed_lateness,
                **more,
            )
        )

    def policy(self, id: str, base: str = "builtin", **changes: dict[str, Any]) -> str:
        """Publish a preset's variation under an id of its own: `grace={"length": "72h"}`."""
        self.do(PublishPolicy(policy_id=id, document=variation(id, base, **changes)))
        return id

    def take(self, *records: Record) -> Taken:
        return self.intake.take(records)

    def hear(self, channel: Channel, *events: dict[str, Any]) -> Taken:
        return self.intake.take(channel.records(*events))

    def do(
        self,
        command: Any,
        *,
        actor: Actor | None = None,
        at: datetime | None = None,
        id: str | None = None,
        version: int | None = None,
    ) -> Outcome:
        """A command of a time to come lets time pass until then."""
        self.now = max(self.now, at or self.now)
        return self.dispatcher.dispatch(
            command, actor=actor or self.by, command_id=id, occurred_at=at, expected_version=version
        )

    def resolve(self, at: datetime, customer: str = "ann") -> Case:
        """The pair's open case, at that time."""
        case = self.open_case(customer)
        self.do(ResolveCase(case_id=case.id), at=at)
        return case

    def events(self, *topics: str) -> list[Any]:
        """The whole log, or what it holds of some topics."""
        log = self.store.read_log(limit=1_000_000, topics=topics)
        return [placed.recorded.event for placed in log]

    def case(self, id: UUID | str) -> Case:
        return self.store.load(Case, UUID(str(id)))

    def conversation(self, customer: str = "ann", *, profile: str = "care") -> Conversation:
        return self.store.load(Conversation, self.ids.conversation(profile, customer))

    def open_case(self, customer: str = "ann", *, profile: str = "care") -> Case:
        """The newest open one of a pair."""
        id = self.conversation(customer, profile=profile).latest_open
        assert id is not None, f"{customer} has no open case"
        return self.case(id)

    def cases(self, customer: str = "ann", *, profile: str = "care") -> list[Case]:
        """All of a pair, in order of opening."""
        return [self.case(id) for id in self.conversation(customer, profile=profile).cases]

    def message(self, external_id: str, *, profile: str = "care") -> Message:
        return self.store.load(Message, self.ids.message(profile, external_id))

    def message_id(self, external_id: str, *, profile: str = "care") -> UUID:
        return self.ids.message(profile, external_id)


def on_postgres(url: str, **options: Any) -> Engine:
    return Engine(postgres_env(url, **options))


def variation(id: str, base: str = "builtin", **changes: dict[str, Any]) -> str:
    """The canonical document of a preset with changed fields; blocks merge, all else is replaced.

    What no rule reads yet is left at its neutral value, or a policy of one's own were refused.
    """
    given = preset(base).model_dump(mode="json", by_alias=True)
    given.pop("retention")
    given["resolve"].pop("closed_after")
    for field in ("on", "first_close_only", "throttle"):
        given["survey"].pop(field)
    merged = _merged(given | {"id": id}, changes)
    return canonical(checked(merged)).decode()


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in changes.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = _merged(merged[name], value) if both else value
    return merged
