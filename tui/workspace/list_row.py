"""One line of the Clients list as plain text, cached in the database for a quick start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClientRow:
    """What the list shows of one client. `why` and `next` are whole sentences; the list cuts them.

    `due` is the ISO day of the next action or of the step's review, "" without one. While nothing
    is counted yet only the name is known.
    """

    id: str
    name: str
    health: str = ""
    why: str = ""
    step: str = ""
    next: str = ""
    due: str = ""
    trend: str = ""

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> ClientRow | None:
        """A cached row; None when another version wrote it."""
        try:
            return cls(**values)
        except TypeError:
            return None
