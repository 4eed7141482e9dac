# One entrance for everything a person runs; CI runs the same targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
PORT ?= 8000

.PHONY: help setup run test test-postgres check bench format lint types contracts docs messages lock clean

help:
	@echo "make run    - set up, prepare the data, diagnose the demonstration, serve it"
	@echo "make test   - set up and run all tests"
	@echo "make test-postgres - run the tests of the portal's database on a real PostgreSQL"
	@echo "make check  - everything CI runs: format, lint, types, import contracts, docs, tests"
	@echo "make bench  - print the benchmark table"
	@echo "make setup  - only make $(VENV) with the terytoria command in it"

setup: $(VENV)/.installed

$(VENV)/bin/uv: requirements/bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { bin/system-package python3-venv && $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@touch $@

$(VENV)/.installed: $(VENV)/bin/uv requirements/runtime.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/runtime.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.lock
	@touch $@

run: setup
	@$(BIN)/terytoria demo --port $(PORT)

test: $(VENV)/.installed-dev
	@bin/system-package chromium chromium || true
	@$(BIN)/pytest -n auto --dist worksteal $(PYTEST)

test-postgres: $(VENV)/.installed-dev
	@bin/with-postgres $(BIN)/pytest -n auto --dist worksteal -m django_db tests/portal $(PYTEST)

check: $(VENV)/.installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory test-postgres

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m bench

format: $(VENV)/.installed-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(VENV)/.installed-dev
	@$(BIN)/python docs/worked_examples.py

messages: $(VENV)/.installed-dev
	@for file in $$(find src -name '*.po'); do $(BIN)/pybabel -q compile -i $$file -o $${file%.po}.mo; done

lock: $(VENV)/bin/uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/bootstrap.in -o requirements/bootstrap.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/runtime.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -c requirements/runtime.lock -o requirements/dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
