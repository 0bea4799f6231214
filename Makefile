# `make help` lists what can be done. Every target sets up what it needs; a second run starts at once.

PY := .venv/bin/python
DEMO_ARGS ?=
TEST_ARGS ?=
BENCH_ARGS ?=
LOCKS := requirements.lock requirements-dev.lock requirements-uv.lock

# Without compiled modules each process that we start takes a second longer.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-fast check check-deep bench requirements lock contracts clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/runtime.stamp: requirements.lock requirements-uv.lock pyproject.toml .ci/setup
	@echo "Installing what Caseledger needs into .venv ..."
	@.ci/setup runtime
	@touch $@

.venv/dev.stamp: $(LOCKS) pyproject.toml .ci/setup
	@echo "Installing what Caseledger and its tests need into .venv ..."
	@.ci/setup dev
	@touch .venv/runtime.stamp $@

demo: .venv/runtime.stamp ## Five profiles, 90 simulated days, a summary; DEMO_ARGS=--once ends by itself
	@exec .venv/bin/caseledger demo $(DEMO_ARGS)

test: .venv/dev.stamp ## The whole suite on Apache Kafka and PostgreSQL; TEST_ARGS go to pytest
	@exec $(PY) -m pytest $(TEST_ARGS)

test-fast: .venv/dev.stamp ## What runs in seconds: no broker, no database, nothing marked slow
	@exec $(PY) -m pytest -m "not kafka and not postgres and not slow and not deep" $(TEST_ARGS)

check: .venv/dev.stamp ## Format, lint, types, import contracts, tests
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy .
	@.venv/bin/lint-imports
	@exec $(PY) -m pytest $(TEST_ARGS)

check-deep: .venv/dev.stamp ## All tests with the long ones, and how much of the code they reach
	@exec $(PY) -m pytest --deep --timeout=1800 --cov --cov-report=term $(TEST_ARGS)

bench: .venv/dev.stamp ## Measure the figures of docs/performance.md
	@exec $(PY) -m benchmarks $(BENCH_ARGS)

requirements: .venv/dev.stamp ## How many requirements are proven by tests, per document
	@exec $(PY) -m tests.support.requirements

contracts: .venv/dev.stamp ## Write what is generated under docs/ anew from the code
	@$(PY) -m ingest.contracts.generate
	@$(PY) -m application.policies.side_by_side
	@$(PY) -m tests.support.policy_proofs
	@$(PY) -m bootstrap.role_table
	@exec $(PY) -m bootstrap.event_catalogue

lock: .venv/dev.stamp ## Choose newer versions and write the lock files
	@UV=.venv/bin/uv .ci/lock

clean: ## Remove .venv, caches and built files; data under var/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	@rm -rf htmlcov build dist ./*.egg-info compose/kafka-local/lib
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
