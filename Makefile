# make run    everything, from an empty machine to a page in the browser (PORT= and HOST= choose where)
# make test   every check and every test
# Both need Python 3.11 or newer and nothing else.

PYTHON ?= python3
# Compiled modules are kept, whatever this machine is used to: every start is twice as fast.
export PYTHONDONTWRITEBYTECODE =
BIN := .venv/bin

.PHONY: run test requirements
.ONESHELL:
.SILENT:
SHELL := /bin/bash
.SHELLFLAGS := -euc

run:
	bin/prepare requirements.txt
	exec $(BIN)/python manage.py up

test:
	bin/prepare requirements.txt requirements-dev.txt
	exec bin/check

# After a change of requirements.in or requirements-dev.in.
requirements:
	$(BIN)/uv pip compile requirements.in -o requirements.txt -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --custom-compile-command "make requirements"
	$(BIN)/uv pip compile requirements-dev.in -o requirements-dev.txt -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --custom-compile-command "make requirements"
