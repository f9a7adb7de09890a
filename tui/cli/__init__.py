"""The command line: `goodterms`, or `gt`.

Without a command it opens the screens. Each group of commands is a module of its own, imported
only when one of them runs: `--help`, `--version`, `paths` and `keys` load neither Textual nor
SQLModel.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from storage.errors import StorageError
from tui.cli import run
from tui.cli.errors import CommandRefused
from tui.cli.output import prepare_streams, silence_stdout, tell

DONE, NOT_DONE = 0, 2
"""Two of the exit codes. 1, done but look at what was said, comes from the command itself; 3, a
data file that cannot be used, with its StorageError."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code. A refusal is one line on standard error."""
    prepare_streams()
    try:
        code = run.run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except (CommandRefused, StorageError) as trouble:
        tell(f"goodterms: {trouble}")
        return trouble.exit_code
    except BrokenPipeError:
        # The reader (head, less) has seen enough; what was asked for is done.
        silence_stdout()
        return DONE
    except KeyboardInterrupt:
        tell("goodterms: stopped; only what was reported above was done")
        return NOT_DONE
    except OSError as trouble:
        silence_stdout()
        tell(f"goodterms: {trouble.filename or 'output'}: {trouble.strerror}; stopped there")
        return NOT_DONE
