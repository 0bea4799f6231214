"""Tests that this machine cannot run: left out and counted aloud, never skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.support import environment, kafka_choice
from tests.support.small_disk import can_mount

BROKER_FIXTURES = {"broker", "own_broker"}
POSTGRES_FIXTURES = {"postgres_url", "empty_postgres_url", "postgres_cluster", "postgres15_url"}


class Selection:
    """Marks tests by the servers that they use and removes those that cannot run here."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        kept, dropped = [], []
        for item in items:
            _mark(item)
            reason = next(_obstacles(config, item), None)
            if reason is None:
                kept.append(item)
            else:
                self.left_out[reason] += 1
                dropped.append(item)
        if dropped:
            config.hook.pytest_deselected(items=dropped)
            items[:] = kept

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for reason, number in sorted(self.left_out.items()):
            terminalreporter.write_line(f"left out: {number} x {reason}")


def _mark(item: pytest.Item) -> None:
    used = set(getattr(item, "fixturenames", ()))
    if used & BROKER_FIXTURES:
        item.add_marker("kafka")
    if used & POSTGRES_FIXTURES:
        item.add_marker("postgres")


def _obstacles(config: pytest.Config, item: pytest.Item) -> Iterator[str]:
    if item.get_closest_marker("deep") and not config.getoption("--deep"):
        yield "takes minutes; `make check-deep` runs it"
    if item.get_closest_marker("real_data") and not environment.has_data():
        yield f"reads the reference data, which is not at {environment.DATA}"
    used = getattr(item, "fixturenames", ())
    if item.get_closest_marker("kafka_only"):
        missing = kafka_choice.why_no_kafka()
        if missing is not None and (kafka_choice.kind() != "kafka" or "own_broker" in used):
            yield f"only Apache Kafka can show it, and {missing}"
    if "postgres15_url" in used and not environment.older_postgres():
        yield "runs on an older PostgreSQL, and none is installed"
    if "small_disk" in used and not can_mount():
        yield "fills a small file system, which only root may mount"


def missing_in_ci() -> str | None:
    """The first thing that continuous integration insists on and this machine lacks."""
    if not environment.GIVEN_KAFKA and (missing := kafka_choice.why_no_kafka()) is not None:
        return missing
    if environment.older_postgres_version() != "15":
        return "PostgreSQL 15 is not installed"
    if not can_mount():
        return "a small file system cannot be mounted"
    if not environment.has_data():
        return f"the reference data are not at {environment.DATA}"
    return None
