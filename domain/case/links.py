"""How cases are tied to each other: parent and child (depth exactly 1), and follow-ups."""

from __future__ import annotations

from uuid import UUID

from domain.case import events as e
from domain.case.errors import (
    AlreadyHasParent,
    CannotLinkToItself,
    ChildCannotBeParent,
    LinkNotAllowed,
    NotLinked,
    ParentCannotBeChild,
)
from domain.case.follow_up_errors import CaseIsOpen, FollowUpNotAllowed
from domain.case.merging import Merging
from domain.kernel import Cause
from domain.policy.document import Policy


class Links(Merging):
    """Each side keeps its own half; both are recorded in one transaction."""

    def must_be_able_to_have_children(self, policy: Policy) -> None:
        """Raises CaseIsMerged, LinkNotAllowed, or ChildCannotBeParent (D-13, D-15)."""
        self.must_not_be_merged()
        if "parent_child" not in policy.link.kinds:
            raise LinkNotAllowed(kind="parent_child", policy=policy.id, number=self.number)
        if self.parent_id is not None:
            raise ChildCannotBeParent(case_id=self.id, number=self.number)

    def link_child(self, child_id: UUID, number: str, policy: Policy, *, cause: Cause) -> None:
        self.must_be_able_to_have_children(policy)
        if child_id == self.id:
            raise CannotLinkToItself(case_id=self.id, number=self.number)
        self.record(e.ChildLinked(child_id, number), cause)

    def link_parent(self, parent_id: UUID, number: str, *, cause: Cause) -> None:
        self.must_not_be_merged()
        if self.parent_id is not None:
            raise AlreadyHasParent(case_id=self.id, number=self.number, parent_id=self.parent_id)
        if self.children:
            raise ParentCannotBeChild(
                case_id=self.id, number=self.number, children=len(self.children)
            )
        self.record(e.ParentLinked(parent_id, number), cause)

    def detach_child(self, child_id: UUID, *, cause: Cause) -> None:
        """The child has let go of its half, which it never has alone."""
        self.record(e.ChildDetached(child_id), cause)

    def detach_parent(self, *, cause: Cause) -> None:
        """Raises NotLinked when this case is nobody's child."""
        if self.parent_id is None:
            raise NotLinked(case_id=self.id, number=self.number)
        self.record(e.ParentDetached(self.parent_id), cause)

    def must_be_able_to_be_followed(self, policy: Policy) -> None:
        """Raises CaseIsMerged, CaseIsOpen, FollowUpNotAllowed."""
        self.must_not_be_merged()
        if self.is_open:
            raise CaseIsOpen(case_id=self.id, number=self.number, status=self.status)
        if not policy.followup.by_agent:
            raise FollowUpNotAllowed(case_id=self.id, number=self.number, policy=policy.id)

    def link_follow_up(self, role: str, case_id: UUID, number: str, *, cause: Cause) -> None:
        """A system entry, so a final case takes it too (B-43). `role` says what the other is."""
        self.record(e.FollowUpLinked(role, case_id, number), cause)
