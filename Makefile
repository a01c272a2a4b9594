# Everything a developer or operator starts; `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint types contracts docs docs-check unit wheel texts bench clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "coopfeed needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.runtime: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(PIP) --group dev
	@touch $@

demo: $(VENV)/.runtime  ## set up, then run everything on bundled sample sites
	$(BIN)/coopfeed demo

test: lint types contracts docs-check unit wheel  ## set up, then every check that CI makes

lint: $(VENV)/.dev  ## style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev  ## types
	$(BIN)/mypy

contracts: $(VENV)/.dev  ## which package may import which
	$(BIN)/lint-imports

docs: $(VENV)/.dev  ## write the generated parts of the documentation
	cd docs && ../$(BIN)/cog -r *.md

docs-check: $(VENV)/.dev  ## are the generated parts up to date?
	cd docs && ../$(BIN)/cog --check --diff *.md

unit: $(VENV)/.dev  ## the tests
	$(BIN)/pytest --numprocesses 2 --dist loadfile

wheel: $(VENV)/.dev  ## build, install in a clean environment, run the demo there
	BIN=$(BIN) bash .ci/check-wheel

TEXTS := src/pipeline_common/publish
texts: $(VENV)/.dev  ## bring the translations up to date; LANGUAGE=fr begins one
	@mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k labels --no-wrap --add-location=file -o build/coopfeed.pot $(TEXTS)
	$(BIN)/pybabel -q update -i build/coopfeed.pot -d $(TEXTS)/locale -D coopfeed --no-wrap --ignore-obsolete \
	  --no-fuzzy-matching --ignore-pot-creation-date
ifdef LANGUAGE
	$(BIN)/pybabel -q init -i build/coopfeed.pot -d $(TEXTS)/locale -D coopfeed --no-wrap -l $(LANGUAGE)
endif

bench: $(VENV)/.dev  ## speed and memory against named peers, in one run
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --group bench  # peers bring pins of their own
	$(BIN)/python -m tests.benchmarks

clean:  ## remove what the targets made
	rm -rf $(VENV) dist demo-data .mypy_cache .ruff_cache .pytest_cache .hypothesis
