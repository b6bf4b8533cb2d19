# Everything runs from a private .venv that is made and kept up to date on the way; python3 (3.11 or newer) is enough.

PYTHON ?= python3
TEST ?= tests

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq --require-hashes
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: help run test test-slow check format gallery migration lock
.DEFAULT_GOAL := help

# Processes that tests start one after the other read what the first of them compiled.
unexport PYTHONDONTWRITEBYTECODE

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

run: .venv/runtime.lock  ## start the product on http://localhost:8080 (migrates; in development with a demo community)
	@exec $(BIN)/python main.py

test: .venv/dev.lock  ## run every test, on SQLite and PostgreSQL and in Chromium (TEST=tests/domain for a part)
	@$(BIN)/python -m tests.support.chromium >/dev/null
	@$(BIN)/python -m compileall -qq -j 0 api application components discordbot installation models racetime views
	@$(BIN)/python -m pytest $(if $(filter tests,$(TEST)),-n 4 --dist worksteal) $(TEST)

test-slow: .venv/dev.lock  ## run the tests that take minutes, such as 1,000 pairs of commands at the same moment
	@$(BIN)/python -m pytest -m slow $(if $(filter tests,$(TEST)),-n 4 --dist worksteal) $(TEST)

check: .venv/dev.lock  ## lint, formatting, types and the rules about who may import whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/dev.lock  ## write the code in its one form, and mend what the linter can mend by itself
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

gallery: .venv/dev.lock  ## take a picture of every page in every state, for phone and desktop, into build/gallery
	@$(BIN)/python -m tests.support.chromium >/dev/null
	@$(BIN)/python -m tests.gallery build/gallery

migration: .venv/dev.lock  ## write the next migration from the models (name=what_it_does)
	@$(BIN)/python -m migrations "$(name)"

lock: | .venv/ready  ## write both lock files again from pyproject.toml
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

# What is installed is a copy of its lock file, so an installation that was cut short is taken up again.
.venv/runtime.lock: requirements.lock | .venv/ready
	@echo "Installing what the product needs; this happens once."
	@$(PIP) --requirement $<
	@cp $< $@

.venv/dev.lock: requirements-dev.lock requirements.lock | .venv/ready
	@echo "Installing what the product and its tests need; this happens once."
	@$(PIP) --requirement $<
	@cp requirements.lock .venv/runtime.lock
	@cp $< $@

.venv/ready:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON)."; exit 1; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one, as in: make run PYTHON=python3.12"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; } >&2
	@$(PYTHON) -m venv .venv
	@touch $@
