"""One line of the Clients list as plain text, cached in the database for a quick start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSION = "2"
"""Of what a cached row holds: a list that another version wrote is not read."""


@dataclass(frozen=True, slots=True)
class ClientRow:
    """What the list shows of one client. `why` and `next` are whole sentences; the list cuts them.

    `due` is the ISO day of the next action or of the step's review, "" without one. `verdict` is
    the one that counts beside one's own, `place` the client's place in the list, worst first. The
    numbers are those of `triage.clients.client_list.Standing`, money and days as exact text, "" =
    not known; `untracked` names what is not tracked by choice. While nothing is counted yet only
    the name is known.
    """

    id: str
    name: str
    health: str = ""
    why: str = ""
    step: str = ""
    next: str = ""
    due: str = ""
    trend: str = ""
    verdict: str = ""
    place: int = 0
    currency: str = ""
    overdue: tuple[tuple[str, str], ...] = ()
    owed: float = 0.0
    rate: str = ""
    floor: str = ""
    contact: str = ""
    hours: float | None = None
    share: float | None = None
    tags: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> ClientRow | None:
        """A cached row; None when another version wrote it."""
        try:
            lists = {name: tuple(values[name]) for name in ("tags", "flags", "untracked")}
            overdue = tuple((str(code), str(money)) for code, money in values["overdue"])
            return cls(**{**values, **lists, "overdue": overdue})
        except (TypeError, KeyError, ValueError):
            return None
