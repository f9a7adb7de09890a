"""Records found by their words: by the index, or read through where it cannot be used."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from storage import search_index
from storage.search_index import SEARCHED, from_day, kind_and_seq, place
from triage.word_match import WordQuery, searchable


@dataclass(frozen=True)
class Search:
    """What is looked for: words, and what it is narrowed to. `kinds` are of
    `search_index.CALLED`."""

    query: WordQuery
    client_id: str | None = None
    kinds: tuple[str, ...] = ()
    since: date | None = None
    limit: int = 50


@dataclass(frozen=True)
class Hit:
    """A record that was found; `on` is None for a client, `text` all its words as written.

    `called` is the kind as the user asks for it.
    """

    kind: str
    called: str
    id: str
    client_id: str
    client: str
    on: date | None
    text: str
    private: bool


class IndexUnusable(Exception):
    """The index is behind, damaged or missing; it can be made anew, or all records read."""


def by_index(connection: sqlite3.Connection, search: Search) -> list[Hit]:
    """The newest hits, clients before all; inside a transaction. Raises IndexUnusable."""
    try:
        if search_index.is_behind(connection):
            raise IndexUnusable
        owner, nobody = _owner(connection, search)
        places = [] if nobody or not search.query else _matching(connection, search, owner)
        return [_hit(connection, at) for at in places]
    except KeyError as error:
        raise IndexUnusable from error  # a place of no kind
    except sqlite3.DatabaseError as error:
        if not search_index.is_about_index(error):
            raise
        raise IndexUnusable from error


def by_reading(connection: sqlite3.Connection, search: Search) -> list[Hit]:
    """The same without an index: every record is read."""
    places = heapq.nlargest(search.limit, all_places(connection, search))
    return [_hit(connection, at) for at in places]


def _owner(connection: sqlite3.Connection, search: Search) -> tuple[int | None, bool]:
    """The client it is narrowed to, as a number; and whether there is no such client."""
    if search.client_id is None:
        return None, False
    query = "SELECT seq FROM client WHERE id = ?"
    row = connection.execute(query, (search.client_id,)).fetchone()
    return (row[0], False) if row else (None, True)


def _matching(connection: sqlite3.Connection, search: Search, owner: int | None) -> list[int]:
    narrowed = []
    if search.kinds:
        narrowed.append("(" + " OR ".join(f'"k{kind}"' for kind in search.kinds) + ")")
    if owner is not None:
        narrowed.append(f'"c{owner}"')
    # No quote can be in a term: it is made of letters and digits.
    terms = [f'"{term.words}"{" *" if term.begins else ""}' for term in search.query.terms]
    match = " AND ".join(
        [*(f"tags : {tag}" for tag in narrowed), *(f"words : {term}" for term in terms)]
    )
    newest = connection.execute(
        f"SELECT rowid FROM {search_index.NAME} WHERE {search_index.NAME} MATCH ? AND rowid >= ?"
        " ORDER BY rowid DESC LIMIT ?",
        (match, from_day(search.since) if search.since else 0, search.limit),
    )
    return [at for (at,) in newest]


def all_places(connection: sqlite3.Connection, search: Search) -> Iterator[int]:
    """The places of all records that fit, each one read: what the index must say, too."""
    owner, nobody = _owner(connection, search)
    first = from_day(search.since) if search.since else 0
    for kind, searched in SEARCHED.items():
        if nobody or (search.kinds and searched.called not in search.kinds):
            continue
        for seq, on, of_client, text in search_index.rows(connection, kind):
            at = place(kind, seq, date.fromisoformat(on) if on else None)
            if at >= first and owner in (None, of_client) and search.query.fits(searchable(text)):
                yield at


def _hit(connection: sqlite3.Connection, at: int) -> Hit:
    kind, seq = kind_and_seq(at)
    private = "record.private" if kind == "note" else "0"
    owner = "client" if kind != "client" else "id"
    stored = connection.execute(
        f'SELECT record.id, owner.id, owner.name, {private} FROM "{kind}" AS record'
        f" JOIN client AS owner ON owner.id = record.{owner} WHERE record.seq = ?",
        (seq,),
    ).fetchone()
    if stored is None:
        raise IndexUnusable  # it names a record that is not there
    id_, client_id, client, is_private = stored
    ((_, on, _, text),) = search_index.rows(connection, kind, "WHERE record.seq = ?", (seq,))
    return Hit(
        kind=kind,
        called=SEARCHED[kind].called,
        id=id_,
        client_id=client_id,
        client=client,
        on=date.fromisoformat(on) if on else None,
        text=text,
        private=bool(is_private),
    )
