"""What customers may write and when, and the same as an event of the channel and in the model."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.properties.model import Model
from tests.support.controls_channel import Channel

CUSTOMERS = st.sampled_from(["ann", "bob"])
SPANS = st.sampled_from([0.1, 1, 23, 24, 71, 72, 73, 167, 168, 336, 671, 672, 673])
LATE = st.sampled_from([0, 0, 0, 0.5, 24, 80, 700])
ANY = st.integers(0, 1_000)
AUTHORS = st.sampled_from(["customer", "customer", "customer", "agent", "third_party", "bot"])
THREADS = st.sampled_from(["", "", "t-1", "t-2"])
ENDINGS = st.sampled_from(["resolved"] * 6 + ["closed", "canceled"])
PLAIN: dict[str, Any] = {
    "customer": "ann",
    "who": "customer",
    "says": None,
    "header": "",
    "private": True,
    "thread": "",
    "number": None,
    "answers": None,
    "copy": "",
    "late": 0,
}
MESSAGES = st.fixed_dictionaries(
    {
        "customer": CUSTOMERS,
        "who": AUTHORS,
        "says": st.sampled_from([None, None, None, None, False, True]),
        "header": st.sampled_from(["", "", "", "no", "auto-replied"]),
        "private": st.sampled_from([True, True, False]),
        "thread": THREADS,
        "number": st.one_of(st.none(), st.none(), ANY),
        "answers": st.one_of(st.none(), st.none(), ANY),
        "copy": st.sampled_from(["", "", "Ann", "Bob"]),
        "late": LATE,
    }
)


def delivery(
    drawn: dict[str, Any], id: str, now: datetime, model: Model, care: Channel
) -> dict[str, Any]:
    """`wire` is the event, `model` what the model is told of it: a message is automatic by what the
    connector says of it, else by its headers."""
    at, cases, known = now - timedelta(hours=drawn["late"]), model.cases(), [*model.first]
    names = cases[drawn["number"] % len(cases)] if cases and drawn["number"] else None
    answers = known[drawn["answers"] % len(known)] if known and drawn["answers"] else None
    thread = {
        "id": drawn["thread"] or None,
        "case_number": names["number"] if names else None,
        "in_reply_to": answers,
    }
    more: dict[str, Any] = (
        {"headers": {"Auto-Submitted": drawn["header"]}} if drawn["header"] else {}
    )
    if drawn["copy"]:
        more["recipients"] = [{"role": "to", "id": "care"}, {"role": "cc", "id": drawn["copy"]}]
    if drawn["says"] is not None:
        more["auto_submitted"] = drawn["says"]
    wire = care.message(
        id,
        at,
        customer=drawn["customer"],
        by=drawn["who"],
        private=drawn["private"],
        thread={key: value for key, value in thread.items() if value is not None},
        **more,
    )
    auto = drawn["header"] == "auto-replied" if drawn["says"] is None else drawn["says"]
    told = {"id": id, "at": at, "text": f"text of {id}", "auto": auto}
    told |= {"names": names, "answers": answers}
    return {"wire": wire, "model": drawn | told}


def with_text(sent: dict[str, Any], text: str | None) -> dict[str, Any]:
    """The same again, or with other words under the same id."""
    if text is None:
        return sent
    wire = sent["wire"] | {"data": sent["wire"]["data"] | {"text": text}}
    return {"wire": wire, "model": sent["model"] | {"text": text}}
