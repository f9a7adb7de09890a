"""Where in a playbook's text each screen, question, decision and option stands."""

from __future__ import annotations

from triage.toml_table import TomlText

Block = tuple[str | int, ...]
"""("adapt",), ("adapt", "question", 3) or ("adapt", "decision", "ASK")."""


class Lines:
    """Line numbers, from 1, of blocks, their keys and their options."""

    def __init__(self, toml: TomlText):
        self._toml = toml

    def of(self, block: Block, key: str | None = None) -> int:
        """The line of a key in a block, else of the block, else of the nearest one around it."""
        return self._toml.line("screen", *block, *([key] if key else []))

    def of_option(self, block: Block, number: int) -> int:
        """The line of a question's option, counted from 0."""
        return self._toml.line("screen", *block, "options", number, "key")
