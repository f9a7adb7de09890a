"""Lines that are broken on purpose, to see which tests notice: `python -m tests.mutants`."""
