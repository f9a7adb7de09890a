"""What `goodterms --help` says."""

from __future__ import annotations

from collections.abc import Iterator

from tui.cli.commands import INDEX


def general_help() -> Iterator[str]:
    """Line by line: how to call it, every command, what works everywhere."""
    yield "usage: goodterms [--db FILE] [--as-of DATE] [COMMAND] ..."
    yield ""
    yield "Client relationship triage for freelancers. Without a command, it opens the screens."
    yield ""
    widest = max(len(entry.name) for entry in INDEX)
    for entry in INDEX:
        yield f"  {entry.name:<{widest}}  {entry.help}"
    yield ""
    yield "For the options of a command: goodterms COMMAND --help. A CLIENT is an id or any part of"
    yield "a name that matches only one client."
    yield ""
    yield "  --db FILE      use another data file (also GOODTERMS_DB)"
    yield "  --as-of DATE   use DATE as today (also GOODTERMS_TODAY)"
    yield "  --version      print the version"
    yield ""
    yield "Exit codes: 0 done, 1 done with warnings, 2 not done, 3 the data file cannot be used."
