# What a person or a workflow asks for; each target sets up what it needs, once: make site, make test, make check.
PYTHON ?= python3
ARGS =
VENV = .venv
BIN = $(VENV)/bin
# uv and pip then trust the same certificates: the machine's own.
export UV_SYSTEM_CERTS = 1
COMPILE = pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: site bench bench-ratings serve fetch test check lock clean
.NOTPARALLEL:

site: $(VENV)/.site  ## build the site into site/
	$(BIN)/python build.py $(ARGS)

bench: $(VENV)/.site  ## measure the build, page sizes and two peers; see benchmarks/README.md
	$(BIN)/python benchmarks/build.py $(ARGS)

bench-ratings: $(VENV)/.dev  ## measure ratings from votes beside evalica and arena-rank
	$(BIN)/python benchmarks/ratings.py $(ARGS)

serve: $(VENV)/.site  ## build, serve and rebuild on every change
	$(BIN)/python build.py serve $(ARGS)

fetch: $(VENV)/.site  ## bring new snapshots in from upstream
	$(BIN)/python build.py fetch $(ARGS)

test: $(VENV)/.dev $(VENV)/.chromium  ## run all tests; some of them: make test ARGS="-k word"
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/.dev  ## lint, types, workflows, and the data itself
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/python build.py check

lock:  ## re-make the locks after a change in pyproject.toml; raise every version: make lock ARGS=--upgrade
	@if uv --version >/dev/null 2>&1; then uv=uv; else $(MAKE) $(VENV)/.dev && uv=$(BIN)/uv; fi && \
	$$uv $(COMPILE) $(ARGS) pyproject.toml -o requirements.txt && \
	$$uv $(COMPILE) $(ARGS) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt && \
	$$uv $(COMPILE) $(ARGS) --group bench -o requirements-bench.txt

clean:
	rm -rf site $(VENV) .cache

# $(call install,LOCK) makes the venv hold what LOCK says: with uv; without it with the uv that the lock names; else with pip.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is not Python 3.11 or newer; name one that is: make PYTHON=python3.13" >&2; exit 1; }
	@echo "Installing $(1) into $(VENV)"; \
	if uv --version >/dev/null 2>&1; then \
		test -x $(BIN)/python || { rm -rf $(VENV) && \
			uv venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV); } && \
		uv pip sync --quiet --python $(BIN)/python --require-hashes $(1); \
	else \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); } && \
		awk '/^[a-z]/ { on = /^uv==/ } on' requirements-dev.txt > $(VENV)/uv.txt && \
		pip="$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes" && \
		{ { $$pip -r $(VENV)/uv.txt && \
			$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes $(1); } || $$pip -r $(1); }; \
	fi
endef

# A venv that has the development tools keeps them.
$(VENV)/.site: requirements.txt
	$(call install,$(if $(wildcard $(VENV)/.dev),requirements-dev.txt,requirements.txt))
	@touch $@

$(VENV)/.dev: requirements-dev.txt
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.site $@

# The browser tests use the Chromium or Chrome on the PATH, else Playwright's own; with neither they skip themselves.
$(VENV)/.chromium: | $(VENV)/.dev
	@found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }; \
	if found >/dev/null; then touch $@; exit; fi; \
	echo "Looking for a Chromium for the browser tests"; \
	if test "$$(id -u)" = 0; then root=; else root="sudo -n"; fi; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null && $$root apt-get update -qq && \
		$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-liberation \
		>/dev/null && found >/dev/null; then touch $@; exit; fi; \
	if $(BIN)/python -m playwright install chromium; then touch $@; exit; fi; \
	echo "No Chromium could be installed: the browser tests will be skipped; put chromium or google-chrome on the PATH." >&2
