# Four commands: `make run` and `make test` set everything up; `make check` is for who changes code; `make bench` measures.
# PYTHON picks the interpreter (3.11 or newer), PORT the page's address, OUT the folder for the year's files.
PYTHON ?= python3
PORT ?= 8760
OUT ?= out
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := run
.PHONY: setup run test check cover docs bench lock clean

setup: $(STAMP)

# uv comes out of the same hash-checked lock as all the rest; where it cannot reach a registry, pip does the same more slowly.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Solidaritas needs Python 3.11 or newer; try: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Could not build $(VENV); on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing the pinned packages into $(VENV) ..."
	@awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > $(VENV)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
	@echo "Ready."

run: setup
	$(BIN)/solidaritas demo --out $(OUT) --port $(PORT)

test: setup
	$(BIN)/python -m pytest -n auto

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/house tests/docs -q

# Branches that no test takes; the browser's part is left out.
cover: setup
	$(BIN)/python -m pytest -q -n auto -m "not browser" --cov --cov-report=term:skip-covered --cov-fail-under=95

# Writes the pages that are made from tables and tests.
docs: setup
	$(BIN)/python -m tests.docs.guards

bench: setup
	$(BIN)/python -m benchmarks.run

# Resolves pyproject.toml anew, for every Python and system at once, without addresses.
lock: setup
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev --quiet pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
