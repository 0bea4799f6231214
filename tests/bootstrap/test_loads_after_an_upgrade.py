"""Open cases that were assigned before loads were kept count as load after the upgrade."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bootstrap.database import open_engine
from bootstrap.migrations.versions.v0005_five_behaviours import HOLDERS
from domain.case.commands import AssignCase, CloseCase, OpenCase, ReopenCase, ResolveCase
from tests.support.controls import on_postgres

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def test_the_upgrade_counts_what_the_log_says(postgres_url: str) -> None:
    engine = on_postgres(postgres_url)
    with engine.store:
        engine.profile("creatio")
        opened = [
            engine.do(OpenCase(profile_id="care", customer_id=f"c-{n}", assignee=who)).facts
            for n, who in enumerate(["ann", "agent:ann", "bob", "cid", "dan", "eve", None])
        ]
        ids = [engine.case(each["case_id"]).id for each in opened]
        engine.do(AssignCase(case_id=ids[2], assignee="ann"))
        engine.do(CloseCase(case_id=ids[3]))
        engine.do(ResolveCase(case_id=ids[4]))
        engine.do(ResolveCase(case_id=ids[5]))
        engine.do(ReopenCase(case_id=ids[5]))
        engine.do(AssignCase(case_id=ids[6], assignee="fay"))
        kept = engine.store.ledger.all_loads()
        assert kept == {"ann": 3, "fay": 1}

        database = open_engine(postgres_url)
        with database.begin() as connection:
            connection.execute(text("DROP TABLE case_holders"))
            connection.execute(text(HOLDERS))
        database.dispose()

        assert engine.store.ledger.all_loads() == kept
