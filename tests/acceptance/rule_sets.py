"""The sets of rules that the truth was computed for, as policies."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.support.controls import Engine


class RuleSet(msgspec.Struct, frozen=True):
    """`base` is a preset; without `changes` the preset itself is the policy."""

    base: str
    resolves: bool
    changes: dict[str, Any] = {}

    def register(self, engine: Engine, brands: list[str]) -> None:
        policy = self.base
        if self.changes:
            policy = engine.policy("ours", self.base, **self.changes)
        for brand in brands:
            engine.profile(policy, name=brand, channel="twitter")


def _silence(after: str) -> dict[str, Any]:
    split = "never" if after == "never" else {"after": after, "then": "leave_open"}
    return {"grouping": {"one_open_case": False, "idle_split": split}}


RULE_SETS = {
    "emplifi_grace_0": RuleSet("emplifi", True, {"grace": {"length": "0"}}),
    "emplifi_grace_72h": RuleSet("emplifi", True),
    "emplifi_grace_30d": RuleSet("emplifi", True, {"grace": {"length": "30d"}}),
    "creatio_grace_for_ever": RuleSet("creatio", True),
    "qualtrics_28d_hard_stop": RuleSet("qualtrics", True),
    "never_resolved_silence_1h": RuleSet("builtin", False, _silence("1h")),
    "never_resolved_silence_24h": RuleSet("builtin", False, _silence("24h")),
    "never_resolved_silence_72h": RuleSet("builtin", False, _silence("72h")),
    "never_resolved_silence_28d": RuleSet("builtin", False, _silence("28d")),
    "never_resolved_no_silence_rule": RuleSet("builtin", False, _silence("never")),
}
