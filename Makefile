# Thin shorthands; what they do is in README.md and docs/development.md.
setup:
	python3 -m venv .venv
	.venv/bin/pip install -r requirements-test.lock

run:
	.venv/bin/python manage.py up

test:
	.venv/bin/python -m pytest

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	git ls-files 'templates/*.html' | xargs .venv/bin/djade --check --target-version 5.2
	.venv/bin/djlint --lint --quiet templates

fix:
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2

check:
	bash .ci/run

.PHONY: setup run test lint fix check
