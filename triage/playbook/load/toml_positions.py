"""Where in a playbook's text each thing stands: tomllib tells values, not lines."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_OPTION = re.compile(r"[{,]\s*key\s*=")

Block = tuple[str | int, ...]
"""("adapt",), ("adapt", "question", 3) or ("adapt", "decision", "ASK"); () = the file. A table that
is no screen has its own parts, ("template", "new_terms")."""


class Lines:
    """Line numbers, from 1, of blocks, their keys and their options.

    A thing written in a way this reader does not know gets the line of what it stands in.
    """

    def __init__(self, text: str):
        self._blocks: dict[Block, int] = {(): 1}
        self._keys: dict[tuple[Block, str], int] = {}
        self._options: dict[Block, list[int]] = {}
        self.last = 1
        block: Block = ()
        for number, line in enumerate(text.splitlines(), start=1):
            self.last = number
            if header := _HEADER.match(line):
                block = self._enter(header[1], number, block)
            elif key := _KEY.match(line):
                self._keys.setdefault((block, key[1]), number)
            found = len(_OPTION.findall(line))
            self._options.setdefault(block, []).extend([number] * found)

    def _enter(self, header: str, number: int, block: Block) -> Block:
        parts = [part.strip().strip("\"'") for part in header.split(".")]
        if parts[0] != "screen" or len(parts) < 2:
            self._blocks.setdefault(tuple(parts), number)
            return tuple(parts)
        if len(parts) == 3 and parts[2] == "question":
            asked = sum(1 for b in self._blocks if b[:2] == (parts[1], "question"))
            new: Block = (parts[1], "question", asked)
        elif len(parts) > 3 and parts[2] == "question":
            return block
        else:
            new = tuple(parts[1:])
        self._blocks.setdefault(new, number)
        return new

    def of(self, block: Block, key: str | None = None) -> int:
        """The line of a key in a block, else of the block, else of the nearest one around it."""
        if key is not None and (block, key) in self._keys:
            return self._keys[block, key]
        while block not in self._blocks:
            block = block[:-1]
        return self._blocks[block]

    def of_option(self, block: Block, number: int) -> int:
        """The line of a question's option, counted from 0."""
        found = self._options.get(block, [])
        return found[number] if number < len(found) else self.of(block, "options")
