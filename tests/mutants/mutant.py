"""One deliberate break, as mutants.toml describes it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("mutants.toml")


class Rotten(Exception):
    """The line of a mutant does not stand exactly once in its file any more."""


@dataclass(frozen=True)
class Mutant:
    """In `file`, `text` (which stands there exactly once) becomes `instead`.

    `breaks` says what a user would lose; one of `tests` has to go red.
    """

    breaks: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]

    def applied_to(self, root: Path) -> str:
        """The broken file. Raises Rotten."""
        path = root / self.file
        if not path.is_file():
            raise Rotten(f"{self.file} is not there")
        source = path.read_text(encoding="utf-8")
        times = source.count(self.text)
        if times != 1:
            raise Rotten(f"{self.file} has {self.text!r} {times} times")
        return source.replace(self.text, self.instead)


def load() -> list[Mutant]:
    """All mutants, in the order of the list."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    return [Mutant(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries]
