PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint bench clean

# Two stamps: running needs the small set only, testing adds the extras.
.venv/run.stamp: pyproject.toml constraints.txt
	@echo "正在 .venv 里安装依赖，只有第一次要等一会儿……" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e . >&2
	@$(BIN)/python run_bot.py ask 高新技术企业 >/dev/null 2>&1 || true  # compiles the knowledge once
	@touch $@

.venv/test.stamp: .venv/run.stamp
	@echo "正在安装测试用的依赖……" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]' >&2
	@touch $@

.venv/bench.stamp: .venv/test.stamp
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,bench]' >&2
	@touch $@

run: .venv/run.stamp
	@$(BIN)/python run_bot.py

lint: .venv/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: .venv/test.stamp lint
	@$(BIN)/python run_bot.py check
	@$(BIN)/pytest -n 2

bench: .venv/bench.stamp
	@$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
