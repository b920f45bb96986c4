# make run: the site and its worker, on the demonstration.   make test, then make verify: everything, on both databases.
PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
MODULES = node_modules/.package-lock.json
PORT ?= 8080
export PORT
PYTEST = $(BIN)/python -m pytest -n 2
POSTGRESQL = $(BIN)/python -m tests.outils.postgresql
BORNE = timeout --signal INT --kill-after 30 9m
LONGS = -m "long or hypothesis" --hypothesis-profile long --durations 10 --verbose

run: $(VENV)/.application
	@$(BIN)/flask --app run db upgrade
	@$(BIN)/flask --app run synchroniser
	@$(BIN)/flask --app run demo
	@$(BIN)/flask --app run demo-comptes
	@exec $(BIN)/python serveur.py

test: $(VENV)/.tests test-front
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(PYTEST) -m "not long" --ignore tests/navigateur tests
	$(PYTEST) -m "not long" --dist loadfile tests/navigateur
	@if $(POSTGRESQL); then $(PYTEST) -m "not long" --ignore tests/navigateur --moteur postgresql tests; fi

# What is long by nature; a run that has lasted nine minutes is stopped, and has failed.
verify: $(VENV)/.tests
	$(BORNE) $(PYTEST) $(LONGS) tests
	@if $(POSTGRESQL); then $(BORNE) $(PYTEST) $(LONGS) --ignore tests/navigateur --moteur postgresql tests; fi

# What browsers receive: its sources and what joins them.
test-front: $(MODULES)
	$(BIN)/node node_modules/.bin/biome ci --error-on-warnings
	$(BIN)/node --test "tests/scripts/*.test.js" "tests/styles/*.test.js"

# The scripts that browsers ask for, from the modules of app/scripts; to run after changing one.
scripts: $(MODULES)
	$(BIN)/node outils/scripts.js

# The style sheet, from the files of app/styles; to run after changing one.
styles: $(MODULES)
	$(BIN)/node outils/styles.js

bench: $(VENV)/.tests
	$(BIN)/python -m tests.bench

screenshots: $(VENV)/.tests
	$(BIN)/python -m tests.navigateur.captures

clean:
	rm -rf $(VENV) node_modules .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis

# A stamp holds the hash of the pins it was made from: touching a file reinstalls nothing, changing a pin does.
$(VENV)/.application: requirements.txt
	$(call installer,requirements.txt)

$(VENV)/.tests: requirements.txt requirements-dev.txt
	$(call installer,requirements-dev.txt)

$(MODULES): package-lock.json | $(VENV)/.tests
	@$(BIN)/npm ci --loglevel=error --no-audit --no-fund

define installer
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@empreinte=$$(cat requirements.txt $(1) | cksum); \
	if [ "$$empreinte" != "$$(cat $@ 2>/dev/null)" ]; then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1) && echo "$$empreinte" > $@; \
	else touch $@; fi
endef

.PHONY: run test test-front verify scripts styles bench screenshots clean
