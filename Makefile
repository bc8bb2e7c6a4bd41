# Two commands do everything: make demo, make test. Both begin on a machine with nothing but Python.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/jianbao
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: demo desk test postgres browser bench scale pictures check evaluate formats fuzz format clean

demo: $(VENV)/demo ## install, archive the bulletins of corpus/, show tables and findings
	rm -rf demo && mkdir demo
	for text in corpus/bulletins/*.txt; do \
	  pdf=corpus/pdf/$$(basename $$text .txt).pdf; test -e $$pdf && echo $$pdf || echo $$text; done > demo/files.txt
	$(RUN) archive @demo/files.txt --into demo/bulletins.db
	$(RUN) show demo/bulletins.db
	$(RUN) show $$(grep pdf demo/files.txt | head -n 1)
	$(RUN) audit demo/bulletins.db || true # exit code 1: one bulletin was written with a sum that does not hold

desk: $(VENV)/demo ## the review desk on what make demo archived
	$(BIN)/python -m pip install --quiet --editable '.[web]'
	test -e demo/bulletins.db || $(MAKE) demo
	$(RUN) serve demo/bulletins.db

test: $(VENV)/dev postgres browser check ## everything that must hold
	$(BIN)/python -m pytest -n 2 tests
	$(RUN) evaluate corpus --baseline corpus/gold/baseline.toml

postgres: ## the server that the tests start for themselves
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { $(AS_ROOT) apt-get update && $(AS_ROOT) apt-get install -y postgresql; }

browser: ## Chromium and a Chinese font, for the tests of the review desk
	command -v chromium >/dev/null || { $(AS_ROOT) apt-get update && $(AS_ROOT) apt-get install -y --no-install-recommends chromium fonts-noto-cjk; } || \
	  command -v chromium-browser >/dev/null

pictures: $(VENV)/dev browser ## pictures of the desk's pages, for the README
	$(BIN)/python -m bench.pictures

bench: $(VENV)/dev postgres ## what Jianbao costs beside what people would use instead; writes docs/benchmarks.md
	$(BIN)/python -m pip install --quiet --editable '.[bench,formats]'
	$(BIN)/python -m bench.compare

scale: $(VENV)/dev ## what a hundred thousand bulletins cost, on this machine
	$(BIN)/python -m bench.scale

check: $(VENV)/dev ## format, lint, types, layers
	$(BIN)/ruff format --check extract rules corpus bench tests
	$(BIN)/ruff check extract rules corpus bench tests
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(VENV)/dev ## accuracy on the project's own gold
	$(RUN) evaluate corpus --misses

formats: $(VENV)/dev ## the same bulletins in every format: is the record that of the plain text?
	$(BIN)/python -m pip install --quiet --editable '.[formats]'
	$(BIN)/python -m bench.formats

fuzz: $(VENV)/dev ## damaged files of every kind, as many examples of each as FUZZ says
	FUZZ=$${FUZZ:-2000} $(BIN)/python -m pytest -q -n 2 tests/readers/test_fuzz.py

format: $(VENV)/dev
	$(BIN)/ruff format extract rules corpus bench tests
	$(BIN)/ruff check --fix extract rules corpus bench tests

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { apt-get update && apt-get install -y python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/demo: $(BIN)/python pyproject.toml setup.py
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: $(BIN)/python pyproject.toml setup.py
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(VENV)/demo $@

clean:
	git clean -xdf
