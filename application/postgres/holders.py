"""Who holds which open case, on PostgreSQL: so many are his load."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from application.assigning.holding import Holding, Loads
from application.beside import ChangedMeanwhile

LOADS = "SELECT agent, count(*) AS load FROM case_holders WHERE agent = ANY(%s) GROUP BY agent"
ALL = "SELECT agent, count(*) AS load FROM case_holders GROUP BY agent ORDER BY agent"
LET_GO = "DELETE FROM case_holders WHERE case_id = ANY(%s)"
HOLD = "INSERT INTO case_holders SELECT * FROM unnest(%s::uuid[], %s::text[])"


def must_be_so(curs: Cursor[DictRow], loads: Loads | None) -> None:
    """Inside the transaction that alone writes now. Raises ChangedMeanwhile."""
    if loads is None:
        return
    agents = list(loads.expected)
    curs.execute(LOADS, (agents,))
    if dict(loads.expected) != counted(agents, curs.fetchall()):
        raise ChangedMeanwhile({loads.stream}, holds=False)


def take(curs: Cursor[DictRow], holdings: Sequence[Holding]) -> None:
    if not holdings:
        return
    last = {each.case_id: each.after for each in holdings}
    held = {case_id: agent for case_id, agent in last.items() if agent is not None}
    curs.execute(LET_GO, (list(last),))
    if held:
        curs.execute(HOLD, (list(held), list(held.values())))


def counted(agents: Collection[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Who holds nothing has no row."""
    return dict.fromkeys(agents, 0) | {row["agent"]: row["load"] for row in rows}
