# The one door to everything; `make` lists it. Stamp files keep a second `make run` quick and off the network.

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
UV_COMPILE := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: help install run test check format bench pictures lock clean

help: ## list what `make` can do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F '|' '{ printf "%-14s%s\n", $$1, $$2 }'

install: .venv/installed ## set everything up: .venv and static/vendor

run: install ## start flashcards and open the browser; ARGS="--port 8000 --no-open"
	@$(BIN)/flashcards serve $(ARGS)

test: .venv/installed-test ## run every test; ARGS="-k undo"; browser tests need Chromium, and fail without it where CI is set
	$(BIN)/python -m pytest $(ARGS)

check: .venv/installed-test ## lint, formatting, types, layers and docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_docs.py

format: .venv/installed-test ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv-bench/installed ## measure against Anki, in an environment of its own; ARGS for benchmarks
	.venv-bench/bin/python -m benchmarks $(ARGS)

pictures: .venv/installed-test ## take the pictures of the documentation anew; ARGS="today" for one
	$(BIN)/python docs/make_pictures.py $(ARGS)

lock: .venv-lock/bin/uv ## write the locks anew; ARGS=--upgrade takes newer versions
	$(UV_COMPILE) $(ARGS) pyproject.toml --group build -o requirements.lock
	$(UV_COMPILE) $(ARGS) --group test -c requirements.lock -o requirements-test.lock
	$(UV_COMPILE) $(ARGS) --group node -o requirements-node.lock
	$(UV_COMPILE) $(ARGS) --group anki-peer -c requirements.lock -o requirements-bench.lock
	npm install --package-lock-only

clean: ## remove all that was installed or built; your cards lie elsewhere and stay
	rm -rf .venv .venv-bench .venv-lock node_modules static/vendor dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# pip is the last thing that venv makes, so a half-made environment is made again.
.venv/bin/pip .venv-bench/bin/pip .venv-lock/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv --clear $(@D:/bin=)

.venv/packages: requirements.lock | .venv/bin/pip
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements.lock
	@touch $@

static/vendor/htmx.min.js: package-lock.json hatch_build.py | .venv/packages
	@command -v npm >/dev/null || $(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements-node.lock
	$(BIN)/python hatch_build.py

.venv/installed: .venv/packages pyproject.toml static/vendor/htmx.min.js
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-test: .venv/installed requirements-test.lock
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

.venv-bench/installed: requirements.lock requirements-bench.lock static/vendor/htmx.min.js | .venv-bench/bin/pip
	.venv-bench/bin/python $(PIP_INSTALL) --require-hashes -r requirements.lock
	.venv-bench/bin/python $(PIP_INSTALL) --require-hashes -r requirements-bench.lock
	@touch $@

.venv-lock/bin/uv: | .venv-lock/bin/pip
	.venv-lock/bin/python $(PIP_INSTALL) uv
	@touch $@
