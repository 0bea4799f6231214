"""The policy document: how one engine behaves for one profile. Immutable."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import PrivateAttr, StringConstraints, ValidationError, model_validator

from domain.policy.block import Block, once_each
from domain.policy.categories import OPEN
from domain.policy.contradictions import (
    follow_ups_must_be_allowed,
    reopening_must_lead_somewhere,
    statuses_must_suffice,
)
from domain.policy.errors import InvalidPolicy
from domain.policy.grouping import Escalation, Grouping, Identity
from domain.policy.keeping import FirstResponse, Resolve, Retention, Visibility
from domain.policy.problems import problems_in
from domain.policy.reactions import PHASES, Grace, OnCustomerMessage, Reopen
from domain.policy.relations import Followup, Link
from domain.policy.stages import Stages
from domain.policy.statuses import USUAL, Status
from domain.policy.surveys import Survey
from domain.policy.work import Assignment, Lock, Queue

PolicyId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
ReplyTarget = Literal["last_customer_message", "chosen_message"]


class Policy(Block):
    """Without a version: the store gives one. Defaults are the neutral values."""

    id: PolicyId
    identity: Identity = Identity()
    grouping: Grouping = Grouping()
    statuses: tuple[Status, ...] = USUAL
    on_customer_message: OnCustomerMessage = OnCustomerMessage()
    grace: Grace = Grace()
    escalation: Escalation = Escalation()
    reopen: Reopen = Reopen()
    followup: Followup = Followup()
    resolve: Resolve = Resolve()
    survey: Survey = Survey()
    link: Link = Link()
    assignment: Assignment = Assignment()
    queue: Queue = Queue()
    lock: Lock = Lock()
    reply_target: ReplyTarget = "last_customer_message"
    first_response: FirstResponse = FirstResponse()
    visibility: Visibility = Visibility()
    retention: Retention = Retention()
    _process: Stages | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _blocks_agree(self) -> Self:
        statuses_must_suffice(self.statuses)
        reopening_must_lead_somewhere(self.reopen, self.statuses)
        follow_ups_must_be_allowed(self.on_customer_message, self.followup, self.link)
        return self

    def with_statuses(self, statuses: tuple[Status, ...], reopened: str) -> Policy:
        """As it holds for cases that have statuses of their own."""
        reopen = self.reopen.model_copy(update={"target_status": reopened})
        return self.model_copy(update={"statuses": statuses, "reopen": reopen})

    def with_process(self, process: Stages) -> Policy:
        """As it holds for cases that move as a process allows."""
        adapted = self.model_copy()
        adapted._process = process
        return adapted

    @property
    def process(self) -> Stages | None:
        """None where every move between statuses is allowed."""
        return self._process

    def status(self, name: str) -> Status | None:
        return next((each for each in self.statuses if each.name == name), None)

    def status_of(self, category: str) -> Status | None:
        """The first status of this category."""
        return next((each for each in self.statuses if each.category == category), None)

    @property
    def chooses_what_to_answer(self) -> bool:
        """Whether a person says which message his answer answers (B-28)."""
        return self.reply_target == "chosen_message"

    @property
    def initial_status(self) -> Status:
        """What a new case starts with: the first of category new, else the first open one."""
        first = self.status_of("new") or self.status_of("open")
        assert first is not None, "a document without one is refused"
        return first

    def reopened_status(self) -> Status:
        target = self.status(self.reopen.target_status)
        assert target is not None, "a document without it is refused"
        return target

    def action_for(self, phase: str) -> str:
        """What a message does that meets its case in this phase. Raises KeyError for others."""
        if phase not in PHASES:
            raise KeyError(phase)
        action: str = getattr(self.on_customer_message, phase)
        return action

    @staticmethod
    def is_open_category(category: str) -> bool:
        return category in OPEN


def canonical(policy: Block) -> bytes:
    """The bytes that are stored and hashed: sorted keys, no blanks, UTF-8, every field written."""
    document = policy.model_dump(mode="json", by_alias=True)
    written = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return written.encode()


def digest(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()


def parse(document: str | bytes) -> Policy:
    """Read a JSON document. Raises InvalidPolicy, naming the field and the rule."""
    try:
        return checked(json.loads(document, object_pairs_hook=_each_field_once))
    except (ValueError, RecursionError) as broken:
        problem = f"is not JSON: {broken}"
        raise InvalidPolicy(
            field="document", problem=problem, problems=(("document", problem),)
        ) from None


def _each_field_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    once_each("document", tuple(field for field, _ in pairs))
    return dict(pairs)


def checked(document: Mapping[str, Any]) -> Policy:
    """Raises InvalidPolicy, naming the field and the rule."""
    try:
        return Policy.model_validate(document)
    except ValidationError as refused:
        problems = problems_in(refused)
        field, problem = problems[0]
        raise InvalidPolicy(field=field, problem=problem, problems=problems) from None
