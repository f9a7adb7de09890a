"""What must hold before a change counts: values, references, decimals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from storage.errors import BadRecord
from storage.journal.images import Image
from storage.tables.mapping import RowMap, row_map
from storage.tables.rows import matching, of_client, scalar
from triage.records import KINDS, Client, ClientRecord, Invoice, Payment, Plan, Record
from triage.records.codec import (
    CHECKED_TOGETHER,
    BadValue,
    check_money,
    checked,
    currency_of,
    parse_value,
)
from triage.records.schema import JSON_SHAPES, FieldType, schema

WITH_CLIENT = tuple(kind for kind, cls in KINDS.items() if issubclass(cls, ClientRecord))
"""Kinds that belong to a client themselves."""
_WITH_MONEY = ("engagement", "invoice", "payment", "plan")


def words(kind: str) -> str:
    """A kind as people say it."""
    return kind.replace("_", " ")


def as_saved(record: Record) -> Record:
    """The record as it will be read back: checked, lone surrogates replaced.

    Raises BadRecord.
    """
    try:
        return checked(record)
    except BadValue as error:
        raise BadRecord(f"This {words(record.kind)} cannot be saved: {error}.") from error


def checked_rows(kind: str, records: Sequence[Record]) -> list[list[Any]]:
    """The rows of records of one kind, each as `as_saved` leaves it. Raises BadRecord.

    Most records are fine as they are, and columns tell that faster than records do; where they do
    not, it is told record by record.
    """
    rows = row_map(kind)
    picked = list(map(rows.pick, records))
    if _surely_fine(rows, picked):
        written = list(map(rows.written, picked))
        # What the further fields hold is whole where its JSON text is.
        if "".join(row[-1] for row in written if row[-1] is not None).isprintable():
            return written
    return [rows.values(as_saved(record)) for record in records]


def _surely_fine(rows: RowMap, picked: Sequence[tuple[Any, ...]]) -> bool:
    """Whether no record would be refused or changed, as far as columns can tell."""
    if rows.cls in CHECKED_TOGETHER:
        return False
    *columns, extras = zip(*picked, strict=True)
    known = set(rows.columns)
    if not all(type(extra) is dict and known.isdisjoint(extra) for extra in extras):
        return False
    specs = schema(rows.cls)
    try:
        return all(map(_fine, specs, columns))
    except (BadValue, TypeError):
        return False


def _fine(spec: FieldType, column: Sequence[Any]) -> bool:
    """The same of one column. Raises BadValue or TypeError where it surely is not."""
    if spec.shape in JSON_SHAPES:
        return all(value == spec.default for value in column)
    kinds = set(map(type, column))
    if type(None) in kinds and not spec.nullable:
        return False
    if spec.shape == "text" and kinds <= {str, type(None)}:
        known = column if kinds == {str} else [text for text in column if text is not None]
        return "".join(known).isprintable() and (all(known) or not spec.required)
    return all(
        value is None or parse_value(spec, value) is value
        for _, value in set(zip(map(type, column), column, strict=True))
    )


class KnownReferences:
    """Looks up the clients and invoices that records point at, each once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._clients: dict[str, str | None] = {}
        self._invoices: dict[str, str | None] = {}

    def learn_invoices(self, ids: Collection[str]) -> None:
        """Looks up many invoices at once, and forgets those of before."""
        self._invoices = dict.fromkeys(ids)
        marks = ", ".join("?" for _ in ids)
        query = (
            "SELECT invoice.id, coalesce(invoice.currency, client.currency)"
            f" FROM invoice JOIN client ON invoice.client = client.id WHERE invoice.id IN ({marks})"
        )
        self._invoices.update(self._connection.execute(query, tuple(ids)))

    def check(self, record: Record) -> None:
        """Raises BadRecord when a client or invoice is missing, or an amount has odd decimals."""
        kind = record.kind
        currency = currency_of(
            record, lambda id_: self._client(id_, kind), lambda id_: self._invoice(id_, kind)
        )
        if isinstance(record, Plan):
            for id_ in record.invoices:
                self._invoice(id_, kind)
        if currency is not None:
            try:
                check_money(record, currency)
            except BadValue as error:
                raise BadRecord(f"This {words(record.kind)} cannot be saved: {error}.") from error

    def check_clients(self, kind: str, ids: Iterable[str]) -> None:
        """Raises BadRecord when one of the clients that records of a kind belong to is missing."""
        for id_ in ids:
            self._client(id_, kind)

    def _client(self, id_: str, kind: str) -> str:
        if id_ not in self._clients:
            query = "SELECT currency FROM client WHERE id = ?"
            self._clients[id_] = scalar(self._connection, query, (id_,))
        return _known(self._clients[id_], "a client", id_, kind)

    def _invoice(self, id_: str, kind: str) -> str:
        if id_ not in self._invoices:
            known = self._invoices
            self.learn_invoices([id_])
            self._invoices |= {key: value for key, value in known.items() if key != id_}
        return _known(self._invoices[id_], "an invoice", id_, kind)


def invoices_named(records: Sequence[Record]) -> set[str]:
    """The invoices that payments and plans among the records are about."""
    ids = {record.invoice for record in records if isinstance(record, Payment)}
    return ids.union(*(record.invoices for record in records if isinstance(record, Plan)))


def _known(currency: str | None, what: str, id_: str, kind: str) -> str:
    if currency is None:
        raise BadRecord(f"This {words(kind)} refers to {what} that does not exist: {id_}.")
    return currency


def check_images(connection: Connection, images: Iterable[Image]) -> None:
    """Looks at the tables after a change was written. Raises BadRecord."""
    references = KnownReferences(connection)
    for image in images:
        if image.after is not None:
            references.check(image.after)
            _check_currency_kept(connection, references, image)
        else:
            _check_not_needed(connection, image)


def _check_currency_kept(connection: Connection, references: KnownReferences, image: Image) -> None:
    """A currency with fewer decimals must not turn kept amounts into ones it cannot write."""
    before, after = image.before, image.after
    owned: Iterable[Record] = ()
    if isinstance(before, Client) and isinstance(after, Client):
        if before.currency != after.currency:
            owned = (r for kind in _WITH_MONEY for r in of_client(connection, kind, after.id))
    elif isinstance(before, Invoice) and isinstance(after, Invoice):
        payments = of_client(connection, "payment", after.client)
        owned = (r for r in payments if isinstance(r, Payment) and r.invoice == after.id)
    for record in list(owned):
        references.check(record)


def _check_not_needed(connection: Connection, image: Image) -> None:
    """Whether a removed client or invoice is still pointed at."""
    needed: dict[str, int] = {}
    if image.kind == "client":
        for kind in WITH_CLIENT:
            needed[kind] = _count(connection, kind, "client", image.id)
    elif image.kind == "invoice":
        needed["payment"] = _count(connection, "payment", "invoice", image.id)
        plans = (plan for plan in matching(connection, "plan") if isinstance(plan, Plan))
        needed["plan"] = sum(image.id in plan.invoices for plan in plans)
    left = [f"{count} {words(kind)}" for kind, count in needed.items() if count]
    if left:
        raise BadRecord(
            f"This {words(image.kind)} cannot be removed: it still has {', '.join(left)}.",
            "Remove those first.",
        )


def _count(connection: Connection, kind: str, column: str, id_: str) -> int:
    query = f'SELECT count(*) FROM "{kind}" WHERE "{column}" = ?'
    count: int = scalar(connection, query, (id_,))
    return count
