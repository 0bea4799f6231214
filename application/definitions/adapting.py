"""The policy of a case as its type and its process make it, and what a new case begins with."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from application.definitions.book import DefinitionBook
from application.policies.book import PolicyBook, Reading
from domain.case.aggregate import Case
from domain.definition.case_type import CaseType
from domain.definition.definition import Definition
from domain.definition.process import Process
from domain.definition.queue import Queue
from domain.definition.reference import DefinitionReference
from domain.policy.bound import BoundPolicy


class Entering(msgspec.Struct, frozen=True):
    """`bound` is the policy that the case gets, adapted to its type and process."""

    bound: BoundPolicy
    queue: str | None = None
    case_type: DefinitionReference | None = None
    process: DefinitionReference | None = None


class Adapting:
    """Reads registers only for cases that have a type or a process, and for new cases."""

    def __init__(self, book: PolicyBook, definitions: DefinitionBook) -> None:
        self._book = book
        self.policies = book
        self._definitions = definitions
        self.definitions = definitions
        self._known: dict[tuple[object, ...], BoundPolicy] = {}

    def bound_of(self, case: Case, reading: Reading) -> BoundPolicy:
        """The pinned version, adapted to the pinned type and process."""
        assert case.policy is not None
        bound = self._book.version(reading, case.policy)
        return self.adapted(bound, case.case_type, case.process, reading)

    def adapted(
        self,
        bound: BoundPolicy,
        case_type: DefinitionReference | None,
        process: DefinitionReference | None,
        reading: Reading,
    ) -> BoundPolicy:
        if case_type is None and process is None:
            return bound
        key = (bound.policy.id, bound.version, case_type, process)
        if key not in self._known:
            book = self._definitions
            policy = bound.policy
            if case_type is not None:
                found = book.pinned(reading, CaseType, case_type)
                policy = policy.with_statuses(found.statuses, found.reopened)
            if process is not None:
                policy = policy.with_process(book.pinned(reading, Process, process))
            self._known[key] = msgspec.structs.replace(bound, policy=policy)
        return self._known[key]

    def entering(
        self, bound: BoundPolicy, profile_id: str, reading: Reading, case_type: str | None = None
    ) -> Entering:
        """For a new case of this profile. A queue fed by its type goes before one fed by the
        profile; without a type of its own the case gets the queue's."""
        queue = self.queue_for(profile_id, case_type, reading)
        if case_type is not None:
            chosen: DefinitionReference | None = self._definitions.newest(
                reading, CaseType, case_type
            )
        else:
            chosen = self._wanted(CaseType, queue.case_type if queue else None, reading)
        process = self.process_for(queue, chosen, reading)
        if self.missing_stages(bound, chosen, process, reading):
            process = None  # a message is never held up by what does not fit
        return Entering(
            self.adapted(bound, chosen, process, reading),
            queue.id if queue is not None else None,
            chosen,
            process,
        )

    def missing_stages(
        self,
        bound: BoundPolicy,
        case_type: DefinitionReference | None,
        process: DefinitionReference | None,
        reading: Reading,
    ) -> Sequence[str]:
        """The stages of the process that are no statuses of such a case."""
        adapted = self.adapted(bound, case_type, process, reading).policy
        if adapted.process is None:
            return ()
        return adapted.process.missing_in([status.name for status in adapted.statuses])

    def queue_for(self, profile_id: str, case_type: str | None, reading: Reading) -> Queue | None:
        queues = self._definitions.active(reading, Queue)
        by_type = (
            each for each in queues if case_type is not None and case_type in each.case_types
        )
        by_profile = (each for each in queues if profile_id in each.profiles)
        return next(by_type, None) or next(by_profile, None)

    def process_for(
        self, queue: Queue | None, chosen: DefinitionReference | None, reading: Reading
    ) -> DefinitionReference | None:
        """The queue's own process, else that of the type (C-05)."""
        named = queue.process if queue is not None else None
        if named is None and chosen is not None:
            named = self._definitions.pinned(reading, CaseType, chosen).process
        return self._wanted(Process, named, reading)

    def _wanted(
        self, kind: type[Definition], id: str | None, reading: Reading
    ) -> DefinitionReference | None:
        """What another definition names and was switched off since holds no message up."""
        found = self._definitions.find(reading, kind, id) if id is not None else None
        if found is None or not found.active:
            return None
        return DefinitionReference(found.id, self._definitions.version_of(reading, kind, found.id))
