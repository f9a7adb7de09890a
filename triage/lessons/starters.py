"""The rules to begin with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Starter:
    """A rule that can be taken over or changed: its condition and what its flag says."""

    id: str
    sentence: str
    when: str


@cache
def starters() -> tuple[Starter, ...]:
    """All of them, in the order of the file."""
    text = files(__package__).joinpath("starters.toml").read_text(encoding="utf-8")
    return tuple(Starter(**entry) for entry in tomllib.loads(text)["starter"])
