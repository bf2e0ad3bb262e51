# What a person types. Everything is set up by the first target that needs it and then left alone:
# a stamp in .venv/ is remade only when pyproject.toml or the constraints change.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := deploy/constraints.txt
# More arguments for the program or the tests: make run ARGS="--port 8080"
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: help run check test lint faults bench browser constraints messages picture clean

help: ## what there is to type
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -nE 's/^([a-z]+):.*## (.*)/  make \1: \2/p' $(MAKEFILE_LIST)

run: $(VENV)/.run ## set up, then serve the sample office
	@exec $(BIN)/kiosk run --sample $(ARGS)

check: $(VENV)/.test ## unit and web tests without a browser: for every change, in about two minutes
	@$(BIN)/python -m pytest -q -n auto --ignore=tests/browser --ignore=tests/deploy \
	  -m "not bench and not long and not faults and not browser and not slow" $(ARGS)

test: $(VENV)/.test browser ## every test but the long ones, in parallel
	@$(BIN)/python -m pytest -q -n auto -m "not bench and not long" $(ARGS)

lint: $(VENV)/.test ## ruff, and mypy in its strict mode
	@$(BIN)/ruff check .
	@$(BIN)/mypy

faults: $(VENV)/.test browser ## the faults, in earnest, and the long tests: kills, full disks, every size
	@FAULTS=all $(BIN)/python -m pytest -q -n auto -m "faults or long" $(ARGS)

bench: $(VENV)/.test browser ## the figures; ends with 1 when one is missed
	@$(BIN)/python -m tests.benchmarks $(ARGS)

browser: $(VENV)/.test ## Chromium, fonts and programs the tests look at, where missing
	@.ci/browser $(BIN)/python

constraints: $(VENV)/.test ## write down the versions installed here
	@{ echo '# The versions this was tested with. Written by: make constraints'; \
	   $(BIN)/pip freeze --exclude-editable --exclude okr-kiosk \
	   | sed -nE 's/^([A-Za-z0-9._-]+==[^ ;@]+)$$/\1/p'; } > $(CONSTRAINTS).new
	@mv $(CONSTRAINTS).new $(CONSTRAINTS) && touch $(VENV)/.run $(VENV)/.test
	@echo "$(CONSTRAINTS): $$(grep -c == $(CONSTRAINTS)) versions"

messages: $(VENV)/.test ## every new sentence into the catalogues, and what is left to translate
	@$(BIN)/python -m tests.messages

picture: $(VENV)/.test browser ## the pictures in docs/, taken again
	@$(BIN)/python -m tests.screenshots readme
	@$(BIN)/python -m tests.page_pictures

clean: ## everything that can be made again; never the database
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find kiosk tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.python:
	@.ci/venv $(VENV)
	@touch $@

# The builder comes from the constraints too, so building happens in here and not in a place of
# its own that would take the newest.
$(VENV)/.run: $(VENV)/.python pyproject.toml $(CONSTRAINTS)
	@echo "Installing the kiosk into $(VENV)"
	@$(BIN)/python -m pip install -q -c $(CONSTRAINTS) hatchling editables
	@$(BIN)/python -m pip install -q -c $(CONSTRAINTS) --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "Installing what the tests need into $(VENV)"
	@$(BIN)/python -m pip install -q -c $(CONSTRAINTS) --no-build-isolation -e '.[test]'
	@touch $@
