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
    done = None
    if words[:1] in (["note"], ["log"]) or words[:2] == ["completions", "--clients"]:
        from tui.cli.quick import CaptureFailed, done_at_once

        try:
            done = done_at_once(words, os.environ)
            if done is not None and sys.stdout is not None and sys.stdout.encoding == "utf-8":
                sys.stdout.write(f"{done}\n" if done else "")
                sys.stdout.flush()
                return 0
        except (CaptureFailed, OSError) as trouble:
            from tui.cli.program import report

            return report(trouble)
    from tui.cli.program import run_program, say_done

    return run_program(words) if done is None else say_done(done)
