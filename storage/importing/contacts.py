"""Contacts of an address book: who is to be written to at the clients there are.

They make no clients: an address book holds many who are none.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from storage.bare_store import BareStore
from storage.import_topics import READ_TOPIC
from storage.importing.adapters.adapter import numbered_lines, start_of
from storage.importing.clients import Clients
from storage.importing.detect import CONTACTS
from storage.importing.errors import ImportTrouble
from storage.importing.header import HEAD, header_of
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress
from storage.importing.table import Skip
from storage.importing.text_source import Source, read_rows, refuse_changed
from triage.changes import Put
from triage.records import Client
from triage.records.codec import without_surrogates

LABEL = "Contacts"

_FOLDED = (" ", "\t")
_PROPERTY = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;[^:;\"]*(?:\"[^\"]*\")?)*):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = re.compile(r"(?<!\\);")
_CHARSET = re.compile(r"charset=([\w-]+)", re.IGNORECASE)
_COLUMNS = {
    "name": ("name",),
    "first": ("first name", "given name"),
    "last": ("last name", "family name"),
    "company": ("organization name", "organization 1 - name", "organization", "company"),
    "email": ("e-mail 1 - value", "email address", "e-mail address", "email"),
}
_NEEDED = {"first", "company", "email"}
_NEXT_ADDRESS = " ::: "
"""What Google writes between several addresses."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of an address book."""

    line: int
    name: str
    company: str
    email: str


@dataclass(frozen=True)
class ContactsFile:
    """An address book that was opened."""

    source: Source
    people: tuple[Contact, ...]


def contacts_in(source: Source) -> ContactsFile | None:
    """The people in a file of contacts; None when it is anything else. Raises ImportTrouble."""
    if not source.sheets and start_of(source).text.lstrip().upper().startswith("BEGIN:VCARD"):
        return ContactsFile(source, tuple(_cards(source)))
    try:
        for row in islice(read_rows(source, ","), HEAD):
            keys = header_of(row).keys
            columns = {
                field: keys.index(name)
                for field, names in _COLUMNS.items()
                for name in reversed(names)
                if name in keys
            }
            if columns.keys() >= _NEEDED:
                return ContactsFile(source, tuple(_rows(source, row.line, columns)))
    except ImportTrouble:
        pass  # an open quotation mark: whoever reads the file next names its line
    return None


def _rows(source: Source, header: int, columns: dict[str, int]) -> Iterator[Contact]:
    for row in read_rows(source, ","):
        cells = {
            field: " ".join(row.cells[at].split()) if at < len(row.cells) else ""
            for field, at in columns.items()
        }
        if row.line > header and any(cells.values()):
            parts = (cells["first"], cells.get("last", ""))
            name = " ".join(part for part in parts if part) or cells.get("name", "")
            email = cells["email"].split(_NEXT_ADDRESS)[0].strip()
            yield Contact(row.line, name, cells["company"], email)


def _cards(source: Source) -> Iterator[Contact]:
    card: dict[str, str] = {}
    begun = 0
    for number, line in _unfolded(source):
        match = _PROPERTY.fullmatch(line)
        if match is None:
            continue
        name, parameters, value = match[1].upper(), match[2], match[3]
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            card, begun = {}, number
        elif name == "END" and begun:
            family, given, *_ = [*_split(card.get("N", "")), ""]
            full = card.get("FN") or " ".join(part for part in (given, family) if part)
            company = _split(card.get("ORG", ""))[0]
            yield Contact(begun, _plain(full), company, _plain(card.get("EMAIL", "")))
            begun = 0
        elif value.strip():
            card.setdefault(name, _decoded(value, parameters).strip())


def _unfolded(source: Source) -> Iterator[tuple[int, str]]:
    """The lines with those that go on put together again, each with the number of its first."""
    start, text = 0, ""
    for number, line in numbered_lines(source):
        quoted = text.endswith("=") and "QUOTED-PRINTABLE" in text.upper()
        if quoted:
            text = text[:-1] + line
        elif line.startswith(_FOLDED):
            text += line[1:]
        else:
            if start:
                yield start, text
            start, text = number, line
    if start:
        yield start, text


def _decoded(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters.upper():
        return value
    named = _CHARSET.search(parameters)
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode(named[1] if named else "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _split(value: str) -> list[str]:
    return [_plain(part) for part in _PARTS.split(value)]


def _plain(text: str) -> str:
    plain = _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], text)
    return without_surrogates(" ".join(plain.replace("\0", "").split()))


@dataclass(frozen=True)
class ContactsPlan:
    """What an address book completes, as of the journal's entry `head`."""

    contacts: ContactsFile
    head: int
    puts: tuple[Put, ...]

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it; when something was written in between, it is looked at anew first."""
        source = self.contacts.source
        refuse_changed(source)
        if store.head() == self.head:
            puts = self.puts
        else:
            puts, _, _ = _completed(self.contacts, store)
        batch = store.import_batch(
            f"Import of {source.path.name}",
            file=source.path.name,
            fingerprint=source.fingerprint,
            new=(),
            updated=list(puts),
            remember={READ_TOPIC: {source.fingerprint: source.path.name}},
            progress=progress,
        )
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if puts else None,
            updated=len(puts),
            same=preview.same,
            skipped=preview.skipped,
        )


def preview_contacts(contacts: ContactsFile, store: BareStore) -> ImportPreview:
    """Which clients an address book would complete."""
    head = store.head()
    puts, same, skipped = _completed(contacts, store)
    return ImportPreview(
        file=contacts.source.path,
        format=CONTACTS,
        label=LABEL,
        updated=len(puts),
        same=same,
        skipped=tuple(skipped),
        plan=ContactsPlan(contacts, head, puts),
    )


def _completed(contacts: ContactsFile, store: BareStore) -> tuple[tuple[Put, ...], int, list[Skip]]:
    """What is missing is filled in; what the user has typed stays."""
    stored = {client.id: client for client in store.clients()}
    clients = Clients(stored.values())
    changed: dict[str, Client] = {}
    same, skipped = 0, []
    for person in contacts.people:
        names = [name for name in (person.company, person.name) if name]
        client = next(filter(None, map(clients.named, names)), None)
        if client is None:
            name = person.company or person.name or "no name"
            skipped.append(Skip(person.line, f"no client is called “{name}”"))
            continue
        before = changed.get(client.id, stored[client.id])
        after = replace(
            before,
            contact=before.contact or person.name or None,
            email=before.email or person.email or None,
        )
        if after == before:
            same += 1
        else:
            changed[client.id] = after
    puts = tuple(Put(client, was=stored[id_]) for id_, client in changed.items())
    return puts, same, skipped
