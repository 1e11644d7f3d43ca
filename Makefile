# plainnet from a fresh clone: `make cases` runs the six cases, `make test` checks everything.
.DEFAULT_GOAL := help
.PHONY: help cases test check bench site docs

BUILT_FROM := pyproject.toml constraints.txt scripts/install

help:
	@echo "make cases   install into .venv, run the six cases, write results/"
	@echo "make test    install into .venv, check the code, run all tests"
	@echo "make check   the checks alone: lint, format, types, docstrings"
	@echo "make bench   the benchmarks"
	@echo "make site    the course as static files in site/, checked"
	@echo "make docs    the documentation as a site in build/docs/"

cases: .venv/installed-gold
	.venv/bin/plainnet cases all --out results
	@echo "Open results/<case>/report.html in a browser."

test: .venv/installed-gold,test
	scripts/check
	scripts/test

check: .venv/installed-gold,test
	scripts/check

bench: .venv/installed-gold
	.venv/bin/python benchmarks/run.py

site: .venv/installed-gold
	.venv/bin/plainnet learn --export site
	.venv/bin/python scripts/check_site.py site

docs: .venv/installed-docs
	scripts/docs
	@echo "To read it: .venv/bin/python -m http.server --directory build/docs"

.venv/installed-%: $(BUILT_FROM)
	scripts/install $*
