# Everything a newcomer needs. `make run` and `make test` make the environment themselves.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Two more than there are cores: half of the suite waits for a screen, and each process stays small.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 2)')

# Empty: what Python compiles is kept, whoever forbids it. Four processes load all of the tests, and a
# hundred tests start the program.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run demo test torture fuzz mutants coverage check bench docs words screenshots clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Good Terms needs Python 3.11 or newer. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "1 of 3  Making a Python environment in $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	@echo "2 of 3  Fetching the libraries it is built on (a minute or so, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@echo "3 of 3  Getting the program ready to start fast"
	@$(BIN)/python -m compileall -q goodterms.py triage storage tui  # where Python may not do so itself, too
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Fetching the tools for tests and checks (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(VENV)/.run
	@$(BIN)/goodterms

demo: $(VENV)/.run
	@$(BIN)/goodterms demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --durations=15

torture: $(VENV)/.dev  # the long forms: more rounds, forty times as many examples, new ones each time
	HYPOTHESIS_PROFILE=torture $(BIN)/python -m pytest -q -n auto --dist worksteal -m "hypothesis or torture"
	$(BIN)/python -m tests.torture  # power cuts, refused calls, crashes: their counts

fuzz: $(VENV)/.dev  # damaged exports, for ten minutes or SECONDS=n
	$(BIN)/python -m tests.fuzz $(SECONDS)

mutants: $(VENV)/.dev  # which tests notice a broken line; see tests/mutants/
	$(BIN)/python -m tests.mutants

coverage: $(VENV)/.dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n $(WORKERS) --dist worksteal
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --skip-covered --sort=cover

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python screenshots/make.py --check

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.run
	$(BIN)/python -m tests.bench.typing_cost
	$(BIN)/python -m tests.bench.review
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m pytest -q -s tests/tui/test_fridays.py  # the keys of three Fridays, card by card
	$(BIN)/python -m tests.bench.imports

docs: $(VENV)/.dev  # the tables of keys, commands, outlines and settings
	$(BIN)/python -m tests.documents

words: $(VENV)/.dev  # every sentence a user can meet, to be read in one sitting: words.txt
	$(BIN)/python -m tests.words

screenshots: $(VENV)/.dev
	$(BIN)/python screenshots/make.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
