# Gradsheet: everything that is done with it, by intent. `make` alone lists it.

PORT ?= 8000
# Said as `make run HOST=0.0.0.0`, not read from the environment: conda and csh mean something else by it there.
HOST = 127.0.0.1
IMAGE ?= gradsheet
VENV ?= .venv
# The first Python on this machine that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

BIN := $(VENV)/bin
# A file at a time to each core. In order of their names, which puts the dear ones of the browser before the many cheap ones:
# by itself pytest-xdist begins with the files that have the most tests, and one core ends alone with a dear one.
SPREAD := --numprocesses=auto --dist=loadfile --no-loadscope-reorder
JS := tests/js
NODE_BIN := $(JS)/node_modules/.bin
# The name of the configuration is not Biome's own: found on its way through tests/js, it would be a second root.
BUNDLE := build/bundle
BIOME := $(NODE_BIN)/biome check --error-on-warnings --config-path=$(JS)/biome.config.json

.PHONY: help run test soak check bench image bundle format setup clean
.DELETE_ON_ERROR:

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1 /p' Makefile | awk '{ printf "  make %-7s", $$2; $$1 = $$2 = ""; print }'

run: $(VENV)/.run  ## serve the page on http://HOST:PORT (127.0.0.1:8000)
	@echo "Gradsheet: http://$(HOST):$(PORT)  (Ctrl+C stops it)"
	@exec $(BIN)/python -m app --host $(HOST) --port $(PORT)

# The tests of the bundle need Node.js, as those of the modules do.
test: $(VENV)/.dev $(if $(shell command -v npm),$(JS)/node_modules/.made)  ## all tests, in a browser too; installs what is missing
	$(BIN)/python -m tests.browser.chrome
	$(BIN)/python -m pytest $(SPREAD)

soak: $(VENV)/.dev $(BUNDLE)/manifest.json  ## what `test` tries in part, in every combination; then load and attack; half an hour
	$(BIN)/python -m tests.browser.chrome
	$(BIN)/python -m pytest $(SPREAD) -m soak --ignore=tests/load
	GRADSHEET_BUNDLE=$(BUNDLE) $(BIN)/python -m pytest $(SPREAD) tests/browser
	$(BIN)/python -m pytest -m soak tests/load --capture=no --verbose

check: $(VENV)/.dev $(JS)/node_modules/.made  ## format, lint, types and floors of Python and JavaScript
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIOME) static/js $(JS)
	$(NODE_BIN)/depcruise --config $(JS)/imports.config.js static/js $(JS)
	$(NODE_BIN)/tsc --project $(JS)
	$(NODE_BIN)/tsc --project $(JS)/lib.tsconfig.json
	$(NODE_BIN)/type-coverage --project $(JS) --strict --at-least 100 --ignore-files '$(JS)/**'

format: $(VENV)/.dev $(JS)/node_modules/.made  ## write what `check` would ask for, where a tool can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIOME) --write static/js $(JS)

bench: $(VENV)/.dev $(if $(shell command -v npm),$(BUNDLE)/manifest.json)  ## how long things take
	$(BIN)/python -m tests.bench

bundle: $(BUNDLE)/manifest.json  ## the files of the page as the container has them; GRADSHEET_BUNDLE=build/bundle make run serves them

image:  ## a container image, with whichever builder is here
	@if docker info >/dev/null 2>&1; then set -x; docker build -t $(IMAGE) .; \
	elif command -v podman >/dev/null; then set -x; podman build --format docker -t $(IMAGE) .; \
	elif command -v buildah >/dev/null; then set -x; buildah bud --format docker -t $(IMAGE) .; \
	else echo "make image needs docker (running), podman or buildah" >&2; exit 1; fi

setup: $(VENV)/.dev $(JS)/node_modules/.made  ## install what the other commands need, and run nothing
	$(BIN)/python -m tests.browser.chrome

clean:  ## remove everything that can be made again
	rm -rf $(VENV) $(JS)/node_modules build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find app tests -name __pycache__ -prune -exec rm -rf {} +

# What the commands stand on. A file `.run`, `.dev` or `.made` is younger than what it was installed from.

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Gradsheet needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "no virtual environment could be made (Debian: apt-get install python3-venv)" >&2; exit 1; }

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[font]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/.run $@

$(BUNDLE)/manifest.json: $(JS)/bundle.js $(shell find static app/pages -type f -not -name '*.pyc') $(VENV)/.dev $(JS)/node_modules/.made
	rm -rf build/files
	$(BIN)/python -m app.pages.tree build/files
	node $(JS)/bundle.js build/files $(BUNDLE)

$(JS)/node_modules/.made: $(JS)/package.json
	@command -v npm >/dev/null || { echo "this needs Node.js with npm (Debian: apt-get install nodejs npm)" >&2; exit 1; }
	cd $(JS) && npm install --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@
