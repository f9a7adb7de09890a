"""A data file written once more without one client: as if they had never been there.

Every entry of the journal keeps its number and moment, so that what was done about the others can
still be undone and proved; what it said of the client is gone, and the chain of hashes is made
anew. A last entry says that somebody was forgotten, and not who.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from storage.errors import StorageError
from storage.journal import journal
from storage.journal.images import Content, Image, Remembered
from storage.journal.journal import JournalLine, next_line
from storage.tables import rows
from storage.tables.mapping import row_map
from storage.writing import bulk
from storage.writing.apply_changes import write_again
from storage.writing.import_rows import (
    KeptRow,
    as_they_came,
    digest_of,
    keep_removable,
    kept_rows,
    lines,
    put_in,
)
from storage.writing.undo_import import leave_out
from triage.money import FINEST
from triage.records import KINDS, Client, Invoice, Lesson, Payment, Record, WatchRule
from triage.records.codec import BadValue, dump, parse
from triage.text import fold

FORGOTTEN = "Forgotten"
TOMBSTONE = "A client was forgotten"
_SHORTEST_NAME = 3
"""Letters of a name that is looked for inside other texts: “A” is in all of them."""


@dataclass
class Forgotten:
    """Whatever belongs to a client, or ever did: names, and ids of invoices and lessons."""

    client_id: str
    names: set[str] = field(default_factory=set)
    invoices: set[str] = field(default_factory=set)
    lessons: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    """Names of everybody else, folded: “Acme” is named in “Acme & Sons”, and not meant."""

    def learn(self, record: Record | None) -> None:
        """Takes note of a record of theirs."""
        if isinstance(record, Client) and record.id == self.client_id:
            self.names.add(record.name)
        elif isinstance(record, Client):
            self.others.add(fold(record.name))
        elif isinstance(record, Invoice):
            if record.client == self.client_id:
                self.invoices.add(record.id)
            else:  # it became another's
                self.invoices.discard(record.id)
        elif isinstance(record, Lesson) and record.client == self.client_id:
            self.lessons.add(record.id)

    def has(self, record: Record) -> bool:
        """Whether a record is theirs."""
        if isinstance(record, Payment):
            return record.invoice in self.invoices
        if isinstance(record, WatchRule):
            return record.lesson in self.lessons
        own = record.id if isinstance(record, Client) else getattr(record, "client", None)
        return own == self.client_id

    def is_named_in(self, text: str) -> bool:
        """Whether a text names them."""
        if re.search(rf"(?<![\w-]){re.escape(self.client_id)}(?![\w-])", text):
            return True
        folded = fold(text)
        return any(name in self._without_others(folded, name) for name in self._long_names())

    def is_hinted_at(self, text: str) -> bool:
        """Whether the name of a file has a word of theirs in it."""
        folded = fold(text)
        hints = {word for name in self._long_names() for word in re.findall(r"\w{4,}", name)}
        return self.is_named_in(text) or any(
            hint in self._without_others(folded, hint) for hint in hints
        )

    def _long_names(self) -> list[str]:
        return [name for name in map(fold, self.names) if len(name) >= _SHORTEST_NAME]

    def _without_others(self, text: str, name: str) -> str:
        longer = {other for other in self.others if name in other and other != name}
        for other in sorted(longer, key=len, reverse=True):
            text = text.replace(other, "")
        return text


def write_without(old: Connection, new: Connection, client_id: str, now: datetime) -> Counter[str]:
    """Writes into an empty file what another holds of everybody else; how many records of each
    kind were left out. Raises StorageError."""
    forgotten = _learned(old, client_id)
    for line in journal.lines(old):
        _write_entry(old, new, line, forgotten)
    number, signature = journal.head(new)
    last = next_line(number, signature, TOMBSTONE, Content(), now, undoes=number + 1)
    journal.add_line(new, last)
    _drafts(old, new, forgotten)
    left_out: Counter[str] = Counter()
    for kind in KINDS:
        kept = rows.scalar(new, f'SELECT count(*) FROM "{kind}"')
        if missing := rows.scalar(old, f'SELECT count(*) FROM "{kind}"') - kept:
            left_out[kind] = missing
    return left_out


def _learned(old: Connection, client_id: str) -> Forgotten:
    forgotten = Forgotten(client_id)
    for line in journal.lines(old):
        content = line.read()
        for _, _, record in _imported(old, line, content):
            forgotten.learn(record)
        for image in content.rows:
            forgotten.learn(image.before)
            forgotten.learn(image.after)
    return forgotten


def _imported(
    old: Connection, line: JournalLine, content: Content
) -> Iterator[tuple[tuple[str, ...], KeptRow, Record]]:
    """The rows that an import brought, each with its columns and as a record."""
    if content.batch is None or content.batch["did"] != "added":
        return
    for row in kept_rows(lines(as_they_came(old, line, content.batch["id"]))):
        (kind, columns), values = row
        known = dict(zip(columns, values, strict=True))
        record = row_map(kind).record([known.get(name) for name in row_map(kind).columns])
        yield columns, row, record


def _write_entry(old: Connection, new: Connection, line: JournalLine, forgotten: Forgotten) -> None:
    content = line.read()
    images = tuple(filter(None, (_without(image, forgotten) for image in content.rows)))
    memories = tuple(each for each in content.remembered if not _is_about(each, forgotten))
    batch = content.batch
    if batch is not None:
        if batch["did"] == "added":
            batch = _add_import(old, new, line, content, forgotten)
        else:
            batch = {**batch, "file": _file(batch, forgotten)}
    told = Content(images, memories, batch)
    write_again(new, told)
    if batch is not None and batch["did"] == "removed":
        for image in images:
            if image.before == image.after:
                leave_out(new, image.kind, image.id)
        digest = str(digest_of(new, batch["id"]))
        bulk.remove(new, batch["id"], digest)
        told = replace(told, batch={**batch, "digest": digest})
    elif batch is not None and batch["did"] == "restored":
        told = replace(told, batch={**batch, "digest": bulk.restore(new, batch["id"])})
    if line.undoes == line.number:
        keep_removable(new, images)
    touched = len(images) != len(content.rows) or forgotten.is_named_in(line.label)
    if batch is not None and batch["file"] == FORGOTTEN:
        touched = True
    label = FORGOTTEN if touched else line.label
    number, signature = journal.head(new)
    if number + 1 != line.number:
        raise StorageError("The journal has a gap.", "`goodterms verify` lists what is wrong.")
    at = datetime.fromisoformat(line.at)
    signed = next_line(number, signature, label, told, at, line.undoes)
    unsigned = replace(signed, uuid=line.uuid)
    journal.add_line(new, replace(unsigned, hash=unsigned.expected_hash()))


def _without(image: Image, forgotten: Forgotten) -> Image | None:
    """What an image says of others; None where that is nothing."""
    before, after = (
        None if record is None or forgotten.has(record) else scrubbed(record, forgotten)
        for record in (image.before, image.after)
    )
    if before is None and after is None:
        return None
    return replace(image, before=before, after=after)


def scrubbed(record: Record, forgotten: Forgotten) -> Record:
    """A record of somebody else without what it says of them by their id."""
    value = dump(record, FINEST)
    clean = _scrubbed(value, forgotten.client_id)
    if clean == value:
        return record
    try:
        return parse(clean)
    except BadValue as error:
        raise StorageError(
            f"Another client's {record.kind} still needs this client ({error})."
        ) from error


def _scrubbed(value: Any, id_: str) -> Any:
    if isinstance(value, list):
        return [_scrubbed(each, id_) for each in value if not _names(each, id_)]
    if isinstance(value, dict):
        return {
            key: _scrubbed(each, id_)
            for key, each in value.items()
            if id_ not in (key, each) and not _names(each, id_)
        }
    return value


def _names(value: Any, id_: str) -> bool:
    return value == id_ or (isinstance(value, dict) and value.get("client") == id_)


def _is_about(memory: Remembered, forgotten: Forgotten) -> bool:
    gone = {forgotten.client_id, *forgotten.invoices}
    return memory.before in gone or memory.after in gone or forgotten.is_named_in(memory.name)


def _add_import(
    old: Connection, new: Connection, line: JournalLine, content: Content, forgotten: Forgotten
) -> Mapping[str, Any]:
    assert content.batch is not None
    counts: Counter[str] = Counter()

    def staying() -> Iterator[KeptRow]:
        for _, row, record in _imported(old, line, content):
            if forgotten.has(record):
                continue
            counts[record.kind] += 1
            clean = scrubbed(record, forgotten)
            if clean is record:
                yield row
            else:
                (kind, columns), values = row
                seq = values[columns.index("seq")]
                yield (kind, (*row_map(kind).columns, "seq")), (*row_map(kind).values(clean), seq)

    batch = {**content.batch, "file": _file(content.batch, forgotten)}
    put_in(new, batch["id"], staying())
    batch |= {"counts": bulk.in_order(counts), "digest": str(digest_of(new, batch["id"]))}
    bulk.remember_import(new, batch)
    return batch


def _file(batch: Mapping[str, Any], forgotten: Forgotten) -> str:
    return FORGOTTEN if forgotten.is_hinted_at(batch["file"]) else str(batch["file"])


def _drafts(old: Connection, new: Connection, forgotten: Forgotten) -> None:
    for name, text, at in old.execute("SELECT name, text, at FROM draft").fetchall():
        if not (forgotten.is_named_in(name) or forgotten.is_named_in(text)):
            new.execute("INSERT INTO draft VALUES (?, ?, ?)", (name, text, at))
