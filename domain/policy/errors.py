"""Why a policy document was refused. Each names the field and the rule it breaks."""

from __future__ import annotations

from domain.errors import Rejection


class InvalidPolicy(Rejection):
    """`field` and `problem` tell of the first mistake, `problems` holds all of them as pairs."""

    code = "invalid_policy"


class PolicyFieldUnsupported(Rejection):
    """No rule reads this value yet, and it is not ignored in silence.

    `field`, `value` and `why` tell of the first one, `fields` names all of them.
    """

    code = "policy_field_unsupported"


class UnknownPreset(Rejection):
    code = "unknown_preset"


class UnknownPolicy(Rejection):
    """No policy of this id, or not so many versions of it, was published."""

    code = "unknown_policy"


class PresetsAreOurs(Rejection):
    """The name belongs to a shipped preset; give a policy of your own another id."""

    code = "presets_are_ours"


class UnknownScope(Rejection):
    """A policy is appointed for a `group` with its name as target, or for the `deployment`."""

    code = "unknown_scope"


class BindingRefused(Rejection):
    """Open cases would be doubled or stranded: `count` of them, the first of which are `cases`."""

    code = "binding_refused"


class RebindingRefused(Rejection):
    """Open cases cannot follow the policy: `count` of them, the first of which are `cases`."""

    code = "rebinding_refused"
