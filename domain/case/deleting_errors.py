"""Why a case was not deleted, or what could not be done because it is."""

from __future__ import annotations

from domain.errors import Rejection


class CaseIsDeleted(Rejection):
    """`by` and `at` say who deleted it and when; it can only be restored."""

    code = "case_is_deleted"


class CaseNotDeleted(Rejection):
    code = "case_not_deleted"


class HoldsMergedCases(Rejection):
    """Others were merged into it, and would be lost to their customers with it."""

    code = "holds_merged_cases"
