"""Another process that has the data file open, and does what a test asks for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


class SecondProcess:
    """`python -m tests.storage.worker serve`, until it is closed."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-m", "tests.storage.worker", "serve", str(path), "0"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self._read() == "ready"

    def ask(self, *what: str) -> str:
        """What came of it: `done`, or the error that was raised."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        self._process.communicate()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
