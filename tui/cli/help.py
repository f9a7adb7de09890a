"""What `goodterms --help` says."""

from __future__ import annotations

from collections.abc import Iterator

from tui.cli.commands import INDEX


def general_help() -> Iterator[str]:
    """Line by line: how to call it, every command, what works everywhere."""
    yield "usage: goodterms [--db FILE] [--as-of DATE] [COMMAND] ..."
    yield ""
    yield "Looks after your client relationships. Without a command it opens the screens."
    yield ""
    widest = max(len(entry.name) for entry in INDEX)
    for entry in INDEX:
        yield f"  {entry.name:<{widest}}  {entry.help}"
    yield ""
    yield "goodterms COMMAND --help says what a command takes. A CLIENT is an id or any part of a"
    yield "name that fits one client only."
    yield ""
    yield "  --db FILE      another data file (also GOODTERMS_DB)"
    yield "  --as-of DATE   take DATE for today (also GOODTERMS_TODAY)"
    yield "  --version      the version of the program"
    yield ""
    yield "Exit codes: 0 done, 1 done but look at what was said, 2 not done, 3 the data file cannot"
    yield "be used."
