# make site   installs what is missing, then builds the site into output/ (offline once installed)
# make test   installs what is missing, then runs the tests
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

NPM_INSTALL := npm install --prefix tests/audit --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: site test check serve bench audit pictures words
.DELETE_ON_ERROR:

site: .venv/installed
	$(BIN)/digest run

test: .venv/installed-dev
	$(BIN)/python -m pytest

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: .venv/installed
	$(BIN)/digest serve

# Brings the catalogues of the interface up to date with templates and code; what is new in them is then to be written.
words: .venv/installed-dev
	mkdir -p .cache
	$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --keywords 'N_ count:1,2 plurals:1,2' --no-location --sort-output --output-file .cache/words.pot .
	for po in templates/locale/*.po; do $(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete \
	  --width 110 --locale "$$(basename $$po .po)" --input-file .cache/words.pot --output-file $$po; done

bench: .venv/installed-dev
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.stories
	$(BIN)/python -m tests.benchmarks.enrich

# Lighthouse on the demo's pages (needs Chromium and npm); the tests run the Nu HTML checker and axe by themselves.
audit: .venv/installed-dev
	$(NPM_INSTALL)
	$(BIN)/python -m tests.audit.lighthouse

# The README's pictures, from the demo (needs Chromium).
pictures: .venv/installed-dev
	$(BIN)/python -m tests.audit.pictures

tests/audit/node_modules: tests/audit/package.json
	$(NPM_INSTALL) --omit=dev
	touch $@

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "digest needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable .
	touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip --disable-pip-version-check install --quiet 'pip>=25.1'
	$(PIP) --group dev
	touch $@
