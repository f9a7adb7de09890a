"""What must hold before a change counts: values, references, decimals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func
from sqlmodel import Session

from storage.errors import BadRecord
from storage.journal.images import Image
from storage.tables.rows import matching, of_client, pick
from storage.tables.tables import RECORD_TABLES
from triage.records import KINDS, Client, ClientRecord, Invoice, Payment, Plan, Record
from triage.records.codec import BadValue, check_money, checked, currency_of

_WITH_CLIENT = tuple(kind for kind, cls in KINDS.items() if issubclass(cls, ClientRecord))
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


class KnownReferences:
    """Looks up the clients and invoices that records point at, each once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._clients: dict[str, str | None] = {}
        self._invoices: dict[str, str | None] = {}

    def learn_invoices(self, ids: Collection[str]) -> None:
        """Looks up many invoices at once, and forgets those of before."""
        self._invoices = dict.fromkeys(ids)
        invoices, clients = RECORD_TABLES["invoice"], RECORD_TABLES["client"]
        query = (
            pick(invoices.c.id, func.coalesce(invoices.c.currency, clients.c.currency))
            .join_from(invoices, clients, invoices.c.client == clients.c.id)
            .where(invoices.c.id.in_(ids))
        )
        self._invoices.update(tuple(row) for row in self._session.exec(query))

    def check(self, record: Record) -> None:
        """Raises BadRecord when a client or invoice is missing, or an amount has odd decimals."""
        currency = currency_of(
            record, lambda id_: self._client(id_, record), lambda id_: self._invoice(id_, record)
        )
        if isinstance(record, Plan):
            for id_ in record.invoices:
                self._invoice(id_, record)
        if currency is not None:
            try:
                check_money(record, currency)
            except BadValue as error:
                raise BadRecord(f"This {words(record.kind)} cannot be saved: {error}.") from error

    def _client(self, id_: str, owner: Record) -> str:
        if id_ not in self._clients:
            table = RECORD_TABLES["client"]
            query = pick(table.c.currency).where(table.c.id == id_)
            self._clients[id_] = self._session.exec(query).first()
        return _known(self._clients[id_], "a client", id_, owner)

    def _invoice(self, id_: str, owner: Record) -> str:
        if id_ not in self._invoices:
            known = self._invoices
            self.learn_invoices([id_])
            self._invoices |= {key: value for key, value in known.items() if key != id_}
        return _known(self._invoices[id_], "an invoice", id_, owner)


def invoices_named(records: Sequence[Record]) -> set[str]:
    """The invoices that payments and plans among the records are about."""
    ids = {record.invoice for record in records if isinstance(record, Payment)}
    return ids.union(*(record.invoices for record in records if isinstance(record, Plan)))


def _known(currency: str | None, what: str, id_: str, owner: Record) -> str:
    if currency is None:
        raise BadRecord(f"This {words(owner.kind)} refers to {what} that does not exist: {id_}.")
    return currency


def check_images(session: Session, images: Iterable[Image]) -> None:
    """Looks at the tables after a change was written. Raises BadRecord."""
    references = KnownReferences(session)
    for image in images:
        if image.after is not None:
            references.check(image.after)
            _check_currency_kept(session, references, image)
        else:
            _check_not_needed(session, image)


def _check_currency_kept(session: Session, references: KnownReferences, image: Image) -> None:
    """A currency with fewer decimals must not turn kept amounts into ones it cannot write."""
    before, after = image.before, image.after
    owned: Iterable[Record] = ()
    if isinstance(before, Client) and isinstance(after, Client):
        if before.currency != after.currency:
            owned = (r for kind in _WITH_MONEY for r in of_client(session, kind, after.id))
    elif isinstance(before, Invoice) and isinstance(after, Invoice):
        payments = of_client(session, "payment", after.client)
        owned = (r for r in payments if isinstance(r, Payment) and r.invoice == after.id)
    for record in list(owned):
        references.check(record)


def _check_not_needed(session: Session, image: Image) -> None:
    """Whether a removed client or invoice is still pointed at."""
    needed: dict[str, int] = {}
    if image.kind == "client":
        for kind in _WITH_CLIENT:
            needed[kind] = _count(session, kind, "client", image.id)
    elif image.kind == "invoice":
        needed["payment"] = _count(session, "payment", "invoice", image.id)
        plans = (plan for plan in matching(session, "plan") if isinstance(plan, Plan))
        needed["plan"] = sum(image.id in plan.invoices for plan in plans)
    left = [f"{count} {words(kind)}" for kind, count in needed.items() if count]
    if left:
        raise BadRecord(
            f"This {words(image.kind)} cannot be removed: it still has {', '.join(left)}.",
            "Remove those first.",
        )


def _count(session: Session, kind: str, column: str, id_: str) -> int:
    table = RECORD_TABLES[kind]
    query = pick(func.count()).select_from(table).where(table.c[column] == id_)
    count: int = session.exec(query).one()
    return count
