"""What `goodterms --help` says: help.txt, with the commands in it."""

from __future__ import annotations

from pathlib import Path

from tui.cli.commands import INDEX

_TEXT = Path(__file__).with_name("help.txt")


def general_help() -> list[str]:
    """Line by line: how to call it, every command, what works everywhere."""
    widest = max(len(entry.name) for entry in INDEX)
    commands = "\n".join(f"  {entry.name:<{widest}}  {entry.help}" for entry in INDEX)
    return _TEXT.read_text(encoding="utf-8").format(commands=commands).splitlines()
