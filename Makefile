# Needs only python3 (3.11 to 3.13), git and make. Everything goes into .venv and results.

PYTHON ?= python3
OUT ?= results
REPLICATIONS ?= 200
SCENARIOS := strategies involvement-timing pooled-or-one-off imprint bureau bulgaria

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUN_READY := .venv/ready-to-run
WORK_READY := .venv/ready-to-work

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench docs site page places clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" \
	  read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v < (3, 14) \
	  else "Snowball needs Python 3.11, 3.12 or 3.13; this is %d.%d. Try: make PYTHON=python3.11" % v)'
	@echo "Setting up .venv (once)"
	@$(PYTHON) -m venv .venv

$(RUN_READY): .venv/pyvenv.cfg pyproject.toml constraints.txt
	@echo "Installing Snowball"
	@$(PIP) --editable '.[studies,app]'
	@touch $@

$(WORK_READY): $(RUN_READY)
	@echo "Installing what tests and checks need"
	@$(PIP) --editable '.[dev]'
	@touch $@

demo: $(RUN_READY) ## compare the arms of all shipped scenarios; reports in results/
	@mkdir -p $(OUT)
	@$(BIN)/snowball run imprint --replications 1 >$(OUT)/compiled.txt
	@echo "Comparing, two scenarios at a time"
	@printf '%s\n' $(SCENARIOS) | xargs -P 2 -I '{}' sh -c '$(BIN)/snowball compare \
	  scenarios/{}.yaml --replications $(REPLICATIONS) --out $(OUT)/{} >$(OUT)/{}.txt'
	@echo
	@for name in $(SCENARIOS); do sed -n '1p;/^In this model/,/^$$/p' $(OUT)/$$name.txt; done
	@echo "Reports:"; for name in $(SCENARIOS); do echo "  $(OUT)/$$name/report.html"; done

test: $(WORK_READY) ## run all tests
	@$(BIN)/python tools/page.py fetch
	@$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

lint: $(WORK_READY) ## check style and types, of the page too where Node is
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python tools/page.py check

format: $(WORK_READY) ## put the code into its usual form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(WORK_READY) ## measure speed and memory
	@$(BIN)/python -m benchmarks

docs: $(WORK_READY) ## write docs/ and the notebooks again from the model
	@$(BIN)/python -m analysis.plausible
	@$(BIN)/python -m analysis.openness
	@$(BIN)/python -m analysis.flips
	@$(BIN)/python -m analysis.signs
	@$(BIN)/python -m analysis.patterns.docking
	@$(BIN)/snowball patterns --out docs >/dev/null
	@$(BIN)/python -m analysis.evidence
	@$(BIN)/python -m analysis.odd
	@$(BIN)/python -m analysis.glossary
	@$(BIN)/python -m app.web.words
	@$(BIN)/python -m simulation.scenario.keys
	@$(BIN)/python -m analysis.studies.keys
	@$(BIN)/python -m analysis.claims
	@$(BIN)/snowball compare strategies --out $(OUT)/docs >/dev/null
	@cp $(OUT)/docs/figures/months.png docs/figures/strategies-months.png
	@$(BIN)/python tools/run_notebooks.py

site: $(WORK_READY) ## build the pages of docs/ as a site in build/site
	@$(BIN)/python -m sphinx --builder html --fail-on-warning --keep-going --nitpicky --quiet \
	  --doctree-dir build/doctrees docs build/site
	@echo "Site: build/site/index.html"

page: $(WORK_READY) ## build the page of `snowball app` into app/web/static (needs Node)
	@$(BIN)/python tools/page.py build

places: $(WORK_READY) ## write scenarios/places/ again from the gazetteer
	@$(BIN)/python tools/make_places.py

clean: ## remove .venv and results
	@rm -rf .venv $(OUT) build *.egg-info
