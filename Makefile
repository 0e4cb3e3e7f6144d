# Every target sets up .venv by itself: nothing but python3 (3.11 or newer) and make is needed.
PYTHON ?= python3
BIN := .venv/bin
# Tests and commands start many processes, which would each compile everything.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo install test test-deep coverage check format pictures bench screenshots lock clean

help: ## list the targets, as you see here
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 13

demo: .venv/ready ## the product, on a Slack of its own, on http://127.0.0.1:8765
	$(BIN)/python -m sandbox

install: ## what running it takes, and nothing for developing it
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Oncourse needs Python 3.11 or newer; try: make install PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	sed -n '/^setuptools==/,/[^\\]$$/p' requirements-dev.txt > .venv/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/build.txt
	rm -rf build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .

test: .venv/ready ## every test, and those of what a database may do differently once more on PostgreSQL
	$(BIN)/pytest
	ONCOURSE_TEST_DATABASE=postgresql $(BIN)/pytest

test-deep: .venv/ready ## the same with many more examples, people and kills
	HYPOTHESIS_PROFILE=deep $(BIN)/pytest
	HYPOTHESIS_PROFILE=deep ONCOURSE_TEST_DATABASE=postgresql $(BIN)/pytest

coverage: .venv/ready ## lines and branches that the tests run, on SQLite; a report in .coverage/html
	rm -rf .coverage && mkdir .coverage
	status=0; $(BIN)/coverage run -m pytest || status=$$?; $(BIN)/coverage combine --quiet && $(BIN)/coverage html --quiet \
		&& $(BIN)/coverage report --skip-covered --sort=miss | tail -25 && exit $$status

check: .venv/ready ## format, lint, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 0 tests/test_architecture.py

format: .venv/ready ## fix what a machine can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

pictures: .venv/ready ## draw the kept pictures and the font's widths again; git diff shows what changed
	$(BIN)/python -m tests.pictures.widths
	$(BIN)/python -m tests.pictures.golden

bench: .venv/ready ## measurements, each beside its floor
	$(BIN)/python -m benchmarks

screenshots: .venv/ready ## the pictures of README and docs, taken of the demo (needs a Chromium)
	$(BIN)/python -m tests.browser.screenshots

.venv/ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Oncourse needs Python 3.11 or newer; try: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lock: ## pin the newest dependencies that pyproject.toml allows
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet uv
	.venv/lock/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	.venv/lock/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --group dev pyproject.toml -o requirements-dev.txt

clean: ## remove .venv
	rm -rf .venv
