"""What only the journal knows of a client (triage/playbook/state/journal_facts.py).

From which day the ladder's records count, where they say an earlier one: what a file brings to a
client who is here already was not decided in this program, and what is dated back was not decided
on its day. Both count from the day on which they were written down. What came together with its
client counts as it stands, as after a move to another computer.

And the notice that was agreed before it was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from sqlite3 import Connection

from storage.journal.images import Image
from storage.journal.journal import JournalLine, imports, naming
from storage.tables.rows import scalar
from triage.playbook.by_hand import GUARDED, beginnings, counted
from triage.playbook.state.journal_facts import JournalFacts
from triage.records import Attempt, Client, ClientRecord, Record

_BEFORE_ALL = 0
"""The number of an entry before all others."""
_ATTEMPT = '"kind":"attempt"'
_CLIENT = '"kind":"client"'
_TAKEN_OUT = '"after":null'


def client_facts(connection: Connection, client_id: str, zone: tzinfo | None) -> JournalFacts:
    """What the journal tells of a client. `zone` is where the user is: one clock tells all days."""
    client = _Client(connection, client_id, zone)
    days, brought = client.dated_back(), client.from_files()
    for id_, day in brought.items():
        days[id_] = max(day, days.get(id_, day))
    unpassed = brought.keys() - client.passed_by_hand()
    return JournalFacts(days, frozenset(unpassed), tuple(client.notices()))


@dataclass
class _Entry:
    """An entry of the journal; what it did is read only where it is asked for."""

    line: JournalLine
    day: date

    @property
    def number(self) -> int:
        return self.line.number

    @cached_property
    def images(self) -> tuple[Image, ...]:
        return self.line.read().rows

    def of(self, client: str) -> Iterator[Image]:
        """What it did to the records of a client."""
        return (image for image in self.images if _owner(image.after or image.before) == client)

    def makes(self, client: str) -> bool:
        """Whether the client begins with this entry."""
        begun = (Client.kind, client, None)
        return any((image.kind, image.id, image.before) == begun for image in self.images)

    def merged(self, client: str) -> dict[str, str | None]:
        """Those whose records became the client's, each with the import that had brought them."""
        if _TAKEN_OUT not in self.line.content:
            return {}
        givers = {_owner(image.before) for image in self.images if _owner(image.after) == client}
        return {
            image.id: image.place.batch if image.place else None
            for image in self.images
            if image.kind == Client.kind and image.after is None and image.id in givers
        }


@dataclass
class _Client:
    """What the journal tells of one client."""

    connection: Connection
    id: str
    zone: tzinfo | None

    @cached_property
    def entries(self) -> list[_Entry]:
        """The entries that name the client, oldest first."""
        return self._naming(self.id)

    @cached_property
    def imports(self) -> Mapping[str, _Entry]:
        """The imports of the whole file, by the id that their rows carry."""
        lines = imports(self.connection)
        return {batch: self._entry(line) for line in lines if (batch := line.brought) is not None}

    @cached_property
    def batch(self) -> str | None:
        """The import that brought the client."""
        query = "SELECT batch FROM client WHERE id = ?"
        batch: str | None = scalar(self.connection, query, (self.id,))
        return batch

    def dated_back(self) -> dict[str, date]:
        """What was begun on a day before one on which something was done for the client by hand
        already. When the client was entered says nothing of that.
        """
        days: dict[str, date] = {}
        latest = date.min
        unmade = self.batch is None
        for entry in self.entries:
            if entry.line.brought is not None:
                continue
            if entry.day < latest:
                days |= {
                    image.id: latest
                    for image in entry.of(self.id)
                    if _tells(image.before, beginnings) != _tells(image.after, beginnings)
                }
            if unmade and entry.makes(self.id):
                unmade = False
            else:
                latest = max(latest, entry.day)
        return days

    def passed_by_hand(self) -> set[str]:
        """The steps whose gates were passed in this program."""
        return {
            image.id
            for entry in self.entries
            if entry.line.brought is None and _ATTEMPT in entry.line.content
            for image in entry.of(self.id)
            if isinstance(image.before, Attempt)
            and isinstance(image.after, Attempt)
            and image.before.overridden != image.after.overridden
        }

    def notices(self) -> Iterator[tuple[date, int]]:
        """The agreed notice before each change of it, with the day of the change."""
        for entry in self.entries:
            if _CLIENT not in entry.line.content:
                continue
            for image in entry.of(self.id):
                before, after = image.before, image.after
                if not (isinstance(before, Client) and isinstance(after, Client)):
                    continue
                agreed = before.contract.notice_days
                if agreed is not None and agreed != after.contract.notice_days:
                    yield entry.day, agreed

    def from_files(self) -> dict[str, date]:
        """What a file has brought or changed after the client was known."""
        brought = self._brought()
        changed = [entry for entry in self.entries if entry.line.brought is not None]
        if not brought and not changed:
            return {}
        known = self._first_number(self.id, self.batch, frozenset())
        came = {id_: self.imports[batch] for id_, batch in brought.items() if batch in self.imports}
        days = {id_: entry.day for id_, entry in came.items() if entry.number > known}
        for entry in changed:
            if entry.number > known:
                days |= {
                    image.id: entry.day
                    for image in entry.of(self.id)
                    if _tells(image.before, counted) != _tells(image.after, counted)
                }
        return days

    def _brought(self) -> dict[str, str]:
        """The ladder's records that came by an import, each with its id."""
        return {
            id_: batch
            for kind in GUARDED
            for id_, batch in self.connection.execute(
                f'SELECT id, batch FROM "{kind}" WHERE client = ? AND batch IS NOT NULL', (self.id,)
            )
        }

    def _first_number(self, client: str, batch: str | None, seen: frozenset[str]) -> int:
        """The number of the entry that first shows a client, or one who was merged into them."""
        entries = self.entries if client == self.id else self._naming(client)
        if batch is not None:
            first = self.imports[batch].number if batch in self.imports else _BEFORE_ALL
        else:
            made = (entry.number for entry in entries if entry.makes(client))
            first = next(made, _BEFORE_ALL)
        merged = {id_: came for entry in entries for id_, came in entry.merged(client).items()}
        others = (
            self._first_number(other, came, seen | {client})
            for other, came in merged.items()
            if other not in seen
        )
        return min([first, *others])

    def _naming(self, client: str) -> list[_Entry]:
        return [self._entry(line) for line in naming(self.connection, client)]

    def _entry(self, line: JournalLine) -> _Entry:
        return _Entry(line, datetime.fromisoformat(line.at).astimezone(self.zone).date())


def _owner(record: Record | None) -> str | None:
    """The client a record belongs to, or is."""
    if isinstance(record, Client):
        return record.id
    return record.client if isinstance(record, ClientRecord) else None


def _tells(record: Record | None, what: Callable[[Record], Sequence[object]]) -> Sequence[object]:
    return what(record) if record is not None else ()
