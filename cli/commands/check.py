"""`caseledger check`: the law of intake, and every statistic against a fold of the log."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import typer

from audit.law import TopicLaw
from bootstrap.proving import Proof, prove
from cli.exits import FAILED
from cli.groups import single
from cli.opening import deployment
from cli.options import AsCsv, AsJson
from cli.plain import plain
from cli.printing import Form
from cli.progress import progress

app = single()

MOST = 20


@app.command()
def check(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Prove that nothing was lost or taken twice, and that numbers agree with the log.

    For every topic id, the records that were read equal what became of them. Every statistic equals
    a fold of the log. Status 5 when anything does not hold.
    """
    form = Form(as_json, as_csv)
    with deployment() as here, progress("log") as advance:
        proof = prove(here, advance)
    if form.as_json:
        form.document({"holds": proof.holds, **msgspec.structs.asdict(proof)})
    elif form.as_csv:
        form.listing([_flat(each) for each in proof.law], ())
    else:
        for line in _lines(proof):
            typer.echo(plain(line))
    if not proof.holds:
        raise typer.Exit(FAILED)


def _lines(proof: Proof) -> Iterator[str]:
    yield f"law, at position {proof.position} of the log:"
    for each in proof.law:
        yield f"  {each.topic} ({each.topic_id})"
        yield f"    {each.line}"
    if not proof.law:
        yield "  nothing was read yet: holds"
    yield from _broker(proof)
    checked = proof.statistics
    if not checked.differences:
        yield f"statistics: {checked.numbers} numbers at position {checked.position}: hold"
        return
    yield f"statistics: {len(checked.differences)} of {checked.numbers} DO NOT HOLD:"
    for wrong in checked.differences[:MOST]:
        day = wrong.day or "all days"
        yield f"  {wrong.statistic} of {wrong.profile_id}, {day}: {wrong.shown}, not {wrong.folded}"


def _broker(proof: Proof) -> Iterator[str]:
    if not proof.partitions:
        yield f"broker: {proof.broker}"
        return
    for each in proof.misplaced:
        yield f"broker: {each.topic}:{each.partition}: DOES NOT AGREE: {each.problem}"
    known = [each.behind for each in proof.partitions if each.behind is not None]
    if len(known) < len(proof.partitions):
        yield "broker: cannot tell where its partitions end, so what was not read is unknown"
    else:
        agree = "" if proof.misplaced else "its offsets agree, "
        yield f"broker: {agree}{sum(known)} records not read yet"


def _flat(each: TopicLaw) -> dict[str, object]:
    return {
        "topic": each.topic,
        "topic_id": each.topic_id,
        "records": each.records,
        "accounted": each.accounted,
        **msgspec.structs.asdict(each.right),
        "holds": each.holds,
    }
