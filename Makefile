# Two commands do everything: `make demo` and `make test`. They need python3.11 (or newer), pip and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The stamps make a second run quick: nothing is installed again until a lock or the project file changes.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
# Editable, so that a changed source is what runs; without isolation, because hatchling is in the locks.
INSTALL_PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: demo test compiled lock clean

demo: $(INSTALLED)
	$(BIN)/tawthiq demo

test: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(INSTALL_PACKAGE)
	touch $@

# The development lock holds all of requirements.lock, at the same versions.
$(INSTALLED_DEV): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(INSTALL_PACKAGE)
	touch $@ $(INSTALLED)

# The same program with its coder compiled, in place of the editable one: half as fast again. Needs a C compiler. `make test`
# goes back to the sources.
compiled: $(INSTALLED_DEV)
	TAWTHIQ_COMPILED=1 $(PIP) install --no-deps --no-build-isolation --force-reinstall .
	rm -f $(INSTALLED_DEV)

# For those who change a dependency; needs uv. UPGRADE=--upgrade takes newer versions.
UV ?= uv
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate $(UPGRADE)
lock:
	$(LOCK) pyproject.toml requirements-build.in -o requirements.lock
	$(LOCK) --extra dev -c requirements.lock pyproject.toml requirements-build.in -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
