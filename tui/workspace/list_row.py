"""One line of the Clients list as plain text, cached in the database for a quick start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClientRow:
    """What the list shows of one client. `why` and `next` are whole sentences; the list cuts them.

    `due` is the ISO day of the next action or of the step's review, "" without one. `health` is
    "" while nothing is counted yet.
    """

    id: str
    name: str
    health: str
    why: str
    step: str
    next: str
    due: str
    trend: str = ""

    def plain(self) -> dict[str, Any]:
        """The row for the cache."""
        return asdict(self)

    @classmethod
    def uncounted(cls, id_: str, name: str) -> ClientRow:
        """All that is known of a client before anything is counted."""
        return cls(id=id_, name=name, health="", why="", step="", next="", due="")

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> ClientRow | None:
        """A cached row; None when another version wrote it."""
        try:
            return cls(**values)
        except TypeError:
            return None
