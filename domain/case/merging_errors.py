"""Why a merge, a split or a move was refused."""

from __future__ import annotations

from domain.errors import Rejection


class CaseIsMerged(Rejection):
    """The case was merged into another and changes no more; `into` is the number of that one."""

    code = "case_is_merged"


class CaseNotMerged(Rejection):
    """Only a merged case can be taken out again."""

    code = "case_not_merged"


class MergeCycle(Rejection):
    """The target is the case itself, or was merged into it (frappe/helpdesk#2539)."""

    code = "merge_cycle"


class ChildCannotBeMerged(Rejection):
    """It is a child of `parent`; detach it first, so that no link points into a merged case."""

    code = "child_cannot_be_merged"


class ParentCannotBeMerged(Rejection):
    """It has children; detach them first (zammad#2347)."""

    code = "parent_cannot_be_merged"


class PolicyForbidsMerge(Rejection):
    """By the target's policy a message that comes now would not go to it, so a merge cannot."""

    code = "policy_forbids_merge"


class NothingWouldStay(Rejection):
    """The split would leave the case without any message."""

    code = "nothing_would_stay"
