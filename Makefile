# Gonogo: two commands on a fresh machine are all it takes: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DATA ?=
RUN := run
PARTS := $(RUN)/sample/test
RECIPE := $(RUN)/sample.gonogo
EDITION ?= station
QUICK ?=
CHECK ?=
# which builds of the libraries are installed, such as those of torch for processors alone
CONSTRAINTS ?= constraints.txt
INDEX ?=
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(CONSTRAINTS) $(INDEX)

.PHONY: setup run run-headless test lint bench bundle check-bundle format translations clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Gonogo needs Python 3.11 or newer; $(PYTHON) is older or missing."; \
		echo "Install it (Debian, Ubuntu: sudo apt-get install python3 python3-venv) or say: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
		echo "The module venv is missing. Debian, Ubuntu: sudo apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	$(PIP) --editable '.[test,lint,bundle]'
	@touch $@

# Opens the window on the sample, trained and inspected; where there is no display, writes the same as files.
run: setup $(RECIPE)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/python -c 'import PySide6.QtWidgets' || { $(MAKE) --no-print-directory system-hint; exit 1; }; \
		echo "$(BIN)/gonogo $(RECIPE) $(PARTS)"; $(BIN)/gonogo $(RECIPE) $(PARTS); \
	else $(MAKE) --no-print-directory run-headless; fi

$(RECIPE): $(STAMP)
	$(BIN)/gonogo sample $(RUN)/sample
	$(BIN)/gonogo train $(RUN)/sample/train/good --name "Flange GN-4207" -o $(RECIPE)

run-headless: setup $(RECIPE)
	$(BIN)/gonogo inspect $(RECIPE) $(PARTS) --html $(RUN)/report.html --pdf $(RUN)/report.pdf \
		--xlsx $(RUN)/results.xlsx --csv $(RUN)/results.csv --json $(RUN)/results.json \
		--overlays $(RUN)/overlays --masks $(RUN)/masks --maps $(RUN)/maps
	$(BIN)/gonogo evaluate $(RECIPE) $(RUN)/sample --json $(RUN)/evaluation.json
	@echo "The report is in $(RUN)/report.pdf and report.html, the heatmaps are in $(RUN)/overlays."

test: setup
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -c 'import PySide6.QtWidgets' || { \
		$(MAKE) --no-print-directory system-hint; exit 1; }
	$(BIN)/python -m pytest

.PHONY: system-hint
system-hint:
	@echo "Qt needs some libraries of the system. Debian, Ubuntu:"
	@echo "  sudo apt-get install libegl1 libgl1 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 \\"
	@echo "    libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# reads the window's texts out of the sources into resources/translations/ and compiles them; names what has no words
translations: setup
	$(BIN)/python packaging/translations.py

# make bench DATA=FOLDER measures on the sets in MVTec layout below FOLDER instead of the sample
bench: setup
	$(BIN)/python tests/benchmarks/bench_engine.py $(if $(DATA),--data $(DATA))

# make bundle builds Gonogo Station below dist/, make bundle EDITION=full the edition that trains as well;
# QUICK=1 packs with less effort; see docs/packaging.md for INDEX and CONSTRAINTS
bundle: setup
	$(BIN)/python packaging/build.py --edition $(EDITION) $(if $(QUICK),--quick)

# tries the bundle as people use it; make check-bundle CHECK="--speed" measures its start
check-bundle: setup
	$(BIN)/python packaging/check_bundle.py --edition $(EDITION) $(CHECK)

clean:
	rm -rf $(RUN) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
