"""A command line run: what is said of it at the end, and its exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

from storage.bare_platform import make_private
from storage.errors import DiskTrouble, StorageError
from tui.cli import run
from tui.cli.errors import CommandRefused
from tui.cli.output import prepare_streams, say_text, silence_stdout, tell

DONE, NOT_DONE = 0, 2
"""Two of the exit codes. 1, done but look at what was said, comes from the command itself; 3, a
data file that cannot be used, with its StorageError."""


def run_program(words: list[str]) -> int:
    """Run one command line; the exit code. A refusal is one line on standard error."""
    return _guarded(lambda: run.run(words))


def say_done(done: str | OSError) -> int:
    """Say what was done already, on a stream that may be closed or know few letters; or why the
    disk refused it.
    """

    def saying() -> int:
        if isinstance(done, OSError):
            raise DiskTrouble(
                f"The disk refused to write {done.filename} ({done.strerror}).",
                "Make room or check the disk, then see whether it was saved.",
            ) from done
        if done:
            say_text(done)
        return DONE

    return _guarded(saying)


def _guarded(work: Callable[[], int]) -> int:
    make_private()
    prepare_streams()
    try:
        code = work()
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
