"""`caseledger explain MESSAGE`: the decision, its facts, and why in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

import typer

from audit.explaining import Explaining, Explanation, UnexplainedError
from bootstrap.wiring import Deployment
from cli.commands.message import find
from cli.exits import NotFound
from cli.groups import single
from cli.instants import span, written
from cli.opening import deployment
from cli.options import AsCsv, AsJson, Zone
from cli.printing import Form
from domain.decision import Decision

app = single()

CLOCKS = {
    "channel": "the channel's time",
    "broker": "the broker's time, because the channel's is outside the allowed lateness",
    "command": "the time of the command",
}
AUTHORITIES = {
    "channel": "the connector said so",
    "rule": "a rule of the engine",
}


@app.command()
def explain(
    message: Annotated[str, typer.Argument(metavar="ID|PROFILE|TOPIC:PARTITION:OFFSET")],
    external_id: Annotated[str | None, typer.Argument(metavar="[EXTERNAL-ID]")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Say why a message went where it is."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        explaining = Explaining(here.store, here.ids)
        try:
            found = explaining.message(_message(here, message, external_id))
        except UnexplainedError as unexplained:
            raise NotFound(f"message: {unexplained}") from None
    if form.as_json:
        return form.document(found)
    if form.as_csv:
        return form.listing(found, ())
    for number, each in enumerate(found):
        typer.echo(("\n" if number else "") + form.text(each.sentence))
        form.record(each, _lines(each))
    return None


def _message(here: Deployment, name: str, external_id: str | None) -> UUID:
    """The first copy; a second one is named by its own id. Raises NotFound, UsageProblem."""
    found = find(here, name, external_id)
    for each in found:
        if each.message_id is not None:
            return each.message_id
    raise NotFound(f"message: {found[0].sentence}")


def _lines(each: Explanation) -> Iterator[tuple[str, Any]]:
    decision = each.decision
    yield "message", each.message_id
    yield "place", each.place
    yield "case", f"{each.case_number} ({each.case_id})" if each.case_id is not None else None
    yield "phase", decision.phase
    yield "action", decision.action
    yield "policy", f"{decision.policy_id} version {decision.policy_version}"
    yield "case rule", _case_rule(decision)
    yield "rules", f"version {decision.rules_version}"
    yield "clock", CLOCKS.get(decision.clock, decision.clock)
    yield "decided at", each.decided_at
    yield "sent at", each.sent_at
    yield "at broker", each.broker_at
    yield "elapsed", span(decision.elapsed) if decision.elapsed is not None else None
    yield "slot", decision.slot
    yield "located", each.located_number
    yield "located by", decision.located_by
    yield "through", each.forwarded_number
    yield "not let in", decision.rejected
    yield "who", each.actor
    yield "established", AUTHORITIES.get(each.authority, f"{each.authority} (unverified)")
    yield "backdated", "yes" if each.backdated else None
    yield "reason", each.reason
    for merge in each.merges:
        signed = f"{merge.into}, {written(merge.at)} by {merge.actor}"
        yield "taken out of" if merge.undone else "merged into", signed
    for removal in each.removals:
        signed = f"{written(removal.at)} by {removal.actor}"
        yield "restored" if removal.undone else "deleted", signed


def _case_rule(decision: Decision) -> str | None:
    if decision.rule_id is None:
        return None
    return f"{decision.rule_id} version {decision.rule_version}"
