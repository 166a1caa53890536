.PHONY: requirements
requirements:
	.venv/bin/uv pip compile requirements.in -o requirements.txt -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --custom-compile-command "make requirements"
	.venv/bin/uv pip compile requirements-dev.in -o requirements-dev.txt -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --custom-compile-command "make requirements"
