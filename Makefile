# Each target builds what it needs. `make` alone lists the targets, from the words after their two hash signs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The machine's own Node comes first; one installed into the environment is found when there is no other.
export PATH := $(PATH):$(CURDIR)/$(BIN)

.DEFAULT_GOAL := help
.PHONY: help demo demo-teams test check fmt bench catalogues pins clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.package node_modules/.installed ## Run the bot beside a local Slack in the browser, with a made-up district
	@$(BIN)/python -m demo

demo-teams: $(VENV)/.package node_modules/.installed ## Run the same bot beside Microsoft's Agents Playground (under Microsoft's licence)
	@$(BIN)/python -m demo --teams

test: $(VENV)/.package node_modules/.installed ## Run every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.package ## Check format, lint, types, layers and catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(sort $(dir $(wildcard bot/*.py benchmarks/*.py demo/*.py tests/*.py)))
	$(BIN)/lint-imports
	$(BIN)/python -m tests.checks.catalogues

fmt: $(VENV)/.package ## Format the code and mend what a machine can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.package ## Measure the bot against floors taken in the same run
	@$(BIN)/python -m benchmarks

catalogues: $(VENV)/.package ## Collect the sentences from the code into the translators' catalogues
	$(BIN)/python -m tests.checks.catalogues --write

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make pins' $(UPGRADE)

pins: $(VENV)/.package node_modules/.installed ## Resolve the pinned versions again (UPGRADE=--upgrade takes newer ones)
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group node --output-file requirements-node.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
	$(BIN)/python -m tests.checks.npm_lock

clean: ## Remove everything that the targets above have built
	rm -rf $(VENV) node_modules build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find bot demo benchmarks tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null \
	|| { echo "Python 3.11 or newer is needed, and $(PYTHON) was not found. Name yours: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	|| { rm -rf $(VENV); echo "Python cannot make environments here; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.requirements: requirements-dev.txt | $(VENV)/.python
	@echo "Installing the Python packages into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

$(VENV)/.package: pyproject.toml $(VENV)/.requirements
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.node: requirements-node.txt | $(VENV)/.python
	@command -v npm >/dev/null || { echo "Node was not found; installing it into $(VENV) …"; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-node.txt; }
	@touch $@

node_modules/.installed: package-lock.json | $(VENV)/.node
	@echo "Installing the npm packages into node_modules …"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
