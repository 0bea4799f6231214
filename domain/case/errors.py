"""Why a case refused a command. Each says in its facts what to look at."""

from __future__ import annotations

from domain.errors import Rejection


class UnknownCase(Rejection):
    code = "unknown_case"


class CaseIsFinal(Rejection):
    """A final case takes only system entries, survey answers and links."""

    code = "case_is_final"


class CaseTakesNoMessages(Rejection):
    """The case is resolved and its time to be reopened is over; reopen it first."""

    code = "case_takes_no_messages"


class CaseNotOpen(Rejection):
    code = "case_not_open"


class CaseAlreadyOpen(Rejection):
    code = "case_already_open"


class NoSuchStatus(Rejection):
    """The case's policy has no status of this name or category."""

    code = "no_such_status"


class LinkNotAllowed(Rejection):
    """The case's policy allows no link of this kind."""

    code = "link_not_allowed"


class ChildrenAreOpen(Rejection):
    """The parent's policy ends a case only after its children; `children` are their numbers."""

    code = "children_are_open"


class ChildCannotBeParent(Rejection):
    """Depth is exactly 1: a child has no children (D-13, D-15)."""

    code = "child_cannot_be_parent"


class ParentCannotBeChild(Rejection):
    """Depth is exactly 1: a case with children becomes nobody's child (D-15)."""

    code = "parent_cannot_be_child"


class AlreadyHasParent(Rejection):
    code = "already_has_parent"


class CannotLinkToItself(Rejection):
    code = "cannot_link_to_itself"


class NotLinked(Rejection):
    code = "not_linked"


class ChannelCannotInitiate(Rejection):
    """The profile's connection cannot begin a contact, so no child case can go out on it (D-07)."""

    code = "channel_cannot_initiate"


class StaleVersion(Rejection):
    """Somebody changed the case since it was read."""

    code = "stale_version"


class NothingToChange(Rejection):
    """The command names nothing that it would change."""

    code = "nothing_to_change"


class UnknownSurvey(Rejection):
    code = "unknown_survey"


class EmptyText(Rejection):
    """A text that people are to read has at least one visible character."""

    code = "empty_text"
