"""Records for the tests: a few by hand, any number by Hypothesis from the fields' description."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from triage.money import decimals, money_text
from triage.records import (
    EVENT_FIELDS,
    EVENT_REQUIRED,
    KINDS,
    Client,
    Invoice,
    Note,
    Payment,
    Record,
    Time,
)
from triage.records.codec import parse
from triage.records.schema import FieldType, schema

DAY = date(2026, 3, 13)


def client(id_: str = "north", name: str = "Northlake Foods", **fields: Any) -> Client:
    return Client(id=id_, name=name, **fields)


def note(id_: str = "n1", text: str = "Called about the menu", owner: str = "north") -> Note:
    return Note(id=id_, client=owner, on=DAY, text=text)


def time(id_: str, minutes: int = 60, owner: str = "north", **fields: Any) -> Time:
    return Time(id=id_, client=owner, on=DAY, minutes=minutes, **fields)


def invoice(
    id_: str = "i1", amount: str = "100.00", owner: str = "north", **fields: Any
) -> Invoice:
    return Invoice(id=id_, client=owner, issued=DAY, due=DAY, amount=Decimal(amount), **fields)


def payment(id_: str = "p1", amount: str = "40.00", of: str = "i1") -> Payment:
    return Payment(id=id_, invoice=of, on=DAY, amount=Decimal(amount))


# --- any record at all --------------------------------------------------------------------------

# Text of every kind but lone surrogates, which no file can hold.
texts = st.text(min_size=1, max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
# Fields of a newer program: named so that they never meet one of ours.
extras = st.dictionaries(texts.map(lambda name: f"x-{name}"), json_values, max_size=2)
currencies = st.sampled_from(("EUR", "USD", "JPY", "KWD"))


def _values(spec: FieldType, currency: str) -> st.SearchStrategy[Any]:
    """Exchange-form values of a field."""
    if spec.shape == "money":
        units = 10 ** decimals(currency)
        cents = st.integers(-(10**9), 10**9)
        return cents.map(lambda n: money_text(Decimal(n) / units, currency))
    if spec.shape == "rate":
        return st.integers(0, 10**8).map(lambda n: str(Decimal(n) / 10_000))
    if spec.shape == "list":
        assert spec.item is not None
        return st.lists(_values(spec.item, currency), min_size=int(spec.required), max_size=3)
    if spec.shape == "nested":
        assert spec.nested is not None
        return _objects(spec.nested, currency)
    if spec.shape == "int":
        return st.integers(spec.low or 0, spec.high if spec.high is not None else 10**6)
    if spec.shape == "choice":
        return st.sampled_from(spec.choices)
    return {
        "text": texts,
        "date": st.dates().map(date.isoformat),
        "number": st.integers(0, 500) | st.floats(0, 500).map(lambda x: round(x, 3)),
        "bool": st.booleans(),
        "map": st.dictionaries(texts, json_values, max_size=3),
    }[spec.shape]


@st.composite
def _objects(draw: st.DrawFn, cls: type, currency: str) -> dict[str, Any]:
    fields = draw(extras)
    for spec in schema(cls):
        if spec.required or draw(st.booleans()):
            fields[spec.name] = draw(_values(spec, currency))
    return fields


@st.composite
def records(
    draw: st.DrawFn, kind: str, id_: str, currency: str = "EUR", refs: dict[str, Any] | None = None
) -> Record:
    """Any record of a kind; `refs` gives the client, invoice or invoices it belongs to."""
    line = draw(_objects(KINDS[kind], currency)) | {"id": id_}
    line |= {name: ref for name, ref in (refs or {}).items() if name in _names(kind)}
    if kind in ("client", "invoice"):
        line["currency"] = currency
    if kind == "engagement" and line["mode"] != "hourly":
        line.setdefault("fee", "100")
    if kind == "event":
        _fit_event(draw, line)
    return parse(line, kind)


def _names(kind: str) -> set[str]:
    return {spec.name for spec in schema(KINDS[kind])}


def _fit_event(draw: st.DrawFn, line: dict[str, Any]) -> None:
    fields = dict(EVENT_FIELDS.get(line["what"], {}))
    for name in EVENT_REQUIRED.get(line["what"], ()):
        line.setdefault(name, "2026-03-13" if name == "due" else "x")
    for name, allowed in fields.items():
        if allowed and name in line:
            line[name] = draw(st.sampled_from(allowed))


@st.composite
def books(draw: st.DrawFn) -> Sequence[Record]:
    """A whole database, references fitting, in the order of KINDS."""
    database: list[Record] = []
    for number in range(draw(st.integers(0, 2))):
        currency = draw(currencies)
        database.append(draw(records("client", f"c{number}", currency)))
    owners = [record for record in database if isinstance(record, Client)]
    for kind in list(KINDS)[1:]:
        for number in range(draw(st.integers(0, 2)) if owners else 0):
            owner = draw(st.sampled_from(owners))
            bills = [r for r in database if isinstance(r, Invoice) and r.client == owner.id]
            if kind in ("payment", "plan") and not bills:
                continue
            refs: dict[str, Any] = {"client": owner.id}
            if bills:
                refs |= {"invoice": bills[0].id, "invoices": [bills[0].id]}
            record = draw(records(kind, f"{kind}{number}", owner.currency, refs))
            database.append(record)
    return database
