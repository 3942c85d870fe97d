# 入口。どれも、本物の道具を一つ呼ぶだけ。
PYTHON ?= python3.11
BIN := .venv/bin
STAMPS := .venv/stamps
FONTS := fonts-ipamj-mincho fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-noto-cjk
# 二つ並べて試す。一つの書類の試験は、一つの子が順に行う
PARALLEL := -n 2 --dist loadfile
TEST_PACKAGES := chromium poppler-utils postgresql
# 二つのデータベースの両方で試すところ
DATABASE_TESTS := $(wildcard $(addprefix tests/,municipalities accounts audit residents cases counter ops web))

.PHONY: setup setup-test demo test check bench faults lock

setup: $(STAMPS)/fonts $(STAMPS)/base

setup-test: setup $(STAMPS)/packages $(STAMPS)/dev

demo: setup
	$(BIN)/madoguchi demo

test: setup-test
	$(BIN)/python -m pytest $(PARALLEL)
	$(BIN)/python -m pytest $(PARALLEL) --db postgres $(DATABASE_TESTS)

check: setup-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src/madoguchi/domain src/madoguchi/catalogue src/madoguchi/authoring
	$(BIN)/lint-imports
	$(BIN)/djlint --lint src
	MADOGUCHI_VAR=$(STAMPS) $(BIN)/python -m django makemigrations --check --dry-run --settings madoguchi.config.settings
	$(BIN)/madoguchi check
	$(BIN)/python -m pytest tests/house

bench: setup-test
	@for bench in benchmarks/[a-z]*.py; do $(BIN)/python $$bench || exit 1; done

faults: setup-test
	$(BIN)/python -m pytest tests/faults
	$(BIN)/python -m pytest --db postgres tests/faults

lock: setup-test
	cd requirements && for name in build base dev; do \
	  ../$(BIN)/pip-compile --no-header --allow-unsafe --generate-hashes --strip-extras --no-emit-options \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file=$$name.txt $$name.in || exit 1; done

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(STAMPS): | $(BIN)/python
	mkdir -p $@

$(STAMPS)/fonts: .ci/debian Makefile | $(STAMPS)
	.ci/debian $(FONTS)
	touch $@

$(STAMPS)/packages: .ci/debian Makefile | $(STAMPS)
	.ci/debian $(TEST_PACKAGES)
	touch $@

$(STAMPS)/base: requirements/build.txt requirements/base.txt pyproject.toml setup.py | $(STAMPS)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/base.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/base | $(STAMPS)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
