"""The rules to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from triage.shipped import toml_beside


@dataclass(frozen=True, slots=True)
class Starter:
    """A rule that can be taken over or changed: its condition and what its flag says."""

    id: str
    sentence: str
    when: str


@cache
def starters() -> tuple[Starter, ...]:
    """All of them, in the order of the file."""
    return tuple(Starter(**entry) for entry in toml_beside(__file__, "starters.toml")["starter"])
