"""The command line: `goodterms`, or `gt`.

Without a command it opens the screens. Each group of commands is a module of its own, imported
only when one of them runs: `--help`, `--version`, `paths` and `keys` load neither Textual nor
SQLModel. A plain `note` or `log` is done before even the commands are loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code. A refusal is one line on standard error."""
    words = sys.argv[1:] if argv is None else list(argv)
    done: str | OSError | None = None
    plain = words[:1] in (["note"], ["log"]) and not any(word[:1] == "-" for word in words)
    if plain or words[:2] == ["completions", "--clients"]:
        from tui.cli import quick

        try:
            done = quick.done_at_once(words, os.environ)
        except OSError as refused:
            done = refused
        if isinstance(done, str) and quick.is_said(done):
            return 0
    from tui.cli import program

    return program.run_program(words) if done is None else program.say_done(done)
