# Cijfertafel. `make run` starts the dashboard, `make test` runs the tests; both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8501
# A test file runs whole in one worker; tests/order.py says which files go first.
SPREAD := -n 2 --dist loadfile --no-loadscope-reorder
ON_POSTGRESQL := $(addprefix tests/test_,access.py command_data.py decide_after_import.py events.py import_dirt.py \
	import_repeat.py log.py messages_joining.py messages_large.py messages_privacy.py messages_roads.py own_rows.py \
	registers.py removal.py results.py scenarios.py session_crowd.py session_frozen.py session_store.py store.py \
	stories.py watch.py)

.PHONY: run test test-long test-postgresql check bench clean help

help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Cijfertafel heeft Python 3.11 of nieuwer nodig; dit is " + sys.version.split()[0] + ".") if sys.version_info < (3, 11) else None'
	@echo "De omgeving wordt klaargezet; de eerste keer duurt dat een minuut of twee."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $(READY)

run: $(READY) ## start the dashboard, with the example municipality when there is no store yet
	@$(BIN)/python -m data example --als-er-geen-is
	@$(BIN)/python -m pages --port $(PORT)

test: $(READY) ## run all tests but the long ones
	@$(BIN)/python -m pytest -m "not long" $(SPREAD)

test-long: $(READY) ## run the long tests: kills, load, fuzzing, and stores on PostgreSQL
	@$(BIN)/python -m pytest -m long $(SPREAD)
	@CIJFERTAFEL_TEST_STORE=postgresql $(BIN)/python -m pytest -m "not long" $(SPREAD) $(ON_POSTGRESQL)

test-postgresql: $(READY) ## run all tests once more, with their stores in databases of a real PostgreSQL
	@CIJFERTAFEL_TEST_STORE=postgresql $(BIN)/python -m pytest $(SPREAD)

check: $(READY) ## style, types, known vulnerabilities
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m tests.audit

bench: $(READY) ## measure speed: ratios side by side in one run
	@$(BIN)/python -m bench

clean: ## remove the environment and caches, never a store
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
