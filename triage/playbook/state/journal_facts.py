"""What only the journal knows of a client: when it was really written, and what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from triage.health.windows import last


@dataclass(frozen=True, slots=True)
class JournalFacts:
    """`counts_from` = id of a ladder's record -> the day on which it was really written down, for
    those that say an earlier one; `brought` = those that came from a file, and what it says of
    gates that were passed counts nothing. `notices` = days of notice that were agreed until they
    were changed on a day.
    """

    counts_from: Mapping[str, date] = field(default_factory=dict)
    brought: frozenset[str] = frozenset()
    notices: tuple[tuple[date, int], ...] = ()

    def longest_notice(self, on: date, days: int) -> int | None:
        """The longest notice that was still agreed so many days ago; None without a change."""
        window = last(on, days)
        return max((notice for day, notice in self.notices if day in window), default=None)


NOTHING_KNOWN = JournalFacts()
"""Where there is no journal."""
