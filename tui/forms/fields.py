"""The fields of a form: which ones a record kind has, in which order, and as which text.

Everything comes from the record's own schema (triage.records.schema); this adds the order people
expect, the closed lists that only a client's records can tell (its invoices, its agreements), and
text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import Minutes, Whole
from triage.fields.of_record import record_field
from triage.fields.texts import NO, YES, Choice, References, YesNo
from triage.ledger import Ledger
from triage.money import amount_text
from triage.payment_terms import agreed_days
from triage.playbook.by_hand import GUARDED
from triage.records import EVENT_FIELDS, KINDS, Client, Event, Record, fields_of
from triage.records.schema import FieldType, field_of, schema
from triage.terms import field_term, value_term
from triage.text import fold
from tui.wording.labels import field_hint

HIDDEN = ("id", "client", "source", "source_key", "supersedes", "playbook")
"""What the program fills in by itself."""
REFERENCES = ("engagement", "invoice", "pays_through")
"""Fields that point at another record, chosen from those there are."""

_CLIENT_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "": ("name", "rate", "floor", "since", "contact", "email"),
    "Terms": ("earns", "currency", "payment_days", "pay_grace_days", "exposure_limit"),
    "Agreed": ("contract",),
    "Status": ("state", "not_tracked", "review_days", "reply_days", "do_not_contact"),
}
_OWN_SHAPES: Mapping[str, Field] = {"minutes": Minutes(in_hours=True)}
"""Fields that a person fills in otherwise than a file does."""
_TYPE_USUAL = "Most of their invoices are due after {} days: type that, if you agreed on it."
_MORE = "More"
_CHOSEN = 9


@dataclass(frozen=True, slots=True)
class RecordField:
    """One line of a form.

    `name` is the exchange name; a dotted one reaches into a nested object. `choices` are (value,
    word) pairs of a closed list, where "" is "not known"; without choices the value is typed.
    `assumed` is said beside a value that nobody chose, for as long as it stands.
    """

    name: str
    spec: FieldType
    shape: Field
    label: str
    hint: str
    section: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    assumed: str = ""

    @property
    def required(self) -> bool:
        """Whether the record cannot be saved without it."""
        return self.spec.required

    def parse(self, text: str, context: Context) -> Any:
        """The value of what stands in the field; None when that is nothing. Raises FieldError."""
        if text.strip():
            return self.shape.parse(text, context)
        if self.required:
            raise FieldError(f"{self.label} is needed")
        return None

    def text_of(self, value: Any, currency: str = "") -> str:
        """A value as it stands in the field; what is not known is empty."""
        return "" if value is None or value == () else self.shape.format(value, currency)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form must know beside the record: the client's other records, and all clients."""

    ledger: Ledger | None
    clients: Mapping[str, str]

    @property
    def currency(self) -> str:
        """The client's currency; EUR before there is a client."""
        return self.ledger.client.currency if self.ledger else "EUR"


def form_fields(
    kind: str, around: Surroundings, what: str | None = None, *, new: bool = True
) -> list[RecordField]:
    """The fields of a kind in the order of the form; for an event those that `what` has.

    What the gates of the guided pages count is written by those pages alone.
    """
    cls = KINDS[kind]
    hidden = {*HIDDEN}
    if (guarded := GUARDED.get(kind)) is not None:
        hidden |= {*guarded.fields} if new else {*guarded.fields, *guarded.fixed}
    specs = [spec for spec in schema(cls) if spec.name not in hidden]
    if cls is Event:
        by_name = {spec.name: spec for spec in specs}
        specs = [by_name[name] for name in fields_of(what or "")]
        needed = "engagement" in EVENT_FIELDS.get(what or "", {})
        if not needed and (around.ledger is None or not around.ledger.engagement):
            specs = [spec for spec in specs if spec.name != "engagement"]
        return [_field(spec, around, what) for spec in specs]
    if cls is not Client:
        return [field for spec in specs for field in _flat(spec, around, "")]
    sections = {name: part for part, names in _CLIENT_SECTIONS.items() for name in names}
    order = list(sections)
    specs.sort(key=lambda s: order.index(s.name) if s.name in sections else len(order))
    return [f for spec in specs for f in _flat(spec, around, sections.get(spec.name, _MORE))]


def _flat(spec: FieldType, around: Surroundings, section: str) -> Iterator[RecordField]:
    if spec.shape != "nested":
        yield _field(spec, around, None, section)
        return
    assert spec.nested is not None
    for part in schema(spec.nested):
        yield _field(part, around, None, section, prefix=f"{spec.name}.")


def _field(
    spec: FieldType, around: Surroundings, what: str | None, section: str = "", prefix: str = ""
) -> RecordField:
    name = prefix + spec.name
    allowed = EVENT_FIELDS.get(what or "", {}).get(spec.name)
    shape = (
        _references(spec, around)
        or _OWN_SHAPES.get(spec.name)
        or (Choice(allowed) if allowed else record_field(spec))
    )
    usual = _usual_days(name, around)
    return RecordField(
        name=name,
        spec=spec,
        shape=shape,
        label=field_term(name),
        hint=(
            _TYPE_USUAL.format(usual)
            if usual is not None
            else field_hint(name) or (f"{shape.hint()}." if shape.hint() else "")
        ),
        section=section,
        choices=_choices(spec, shape, around, what),
        assumed="" if usual is None else f"assumed; invoices say {usual} days",
    )


def _usual_days(name: str, around: Surroundings) -> int | None:
    """Where nobody has said yet after how many days they pay, what their invoices have, if that is
    something else than what the field shows."""
    if name != "payment_days" or around.ledger is None:
        return None
    usual = agreed_days(around.ledger, date.max)
    return None if usual == around.ledger.client.payment_days else usual


def _references(spec: FieldType, around: Surroundings) -> References | None:
    if spec.name == "linked":
        return References({fold(name): id_ for id_, name in around.clients.items()})
    if spec.name == "invoices" and around.ledger is not None:
        return References({fold(i.number or i.id): i.id for i in around.ledger.invoice})
    return None


def _choices(
    spec: FieldType, shape: Field, around: Surroundings, what: str | None
) -> tuple[tuple[str, str], ...]:
    needed = spec.required or (what == "request" and spec.name == "outcome")
    unknown = (("", "not known"),) if spec.nullable and not needed else ()
    match shape:
        case Choice(values):
            return (*unknown, *((value, value_term(spec.name, value)) for value in values))
        case YesNo():
            return (*unknown, (YES, "yes"), (NO, "no"))
        case Whole(int(low), int(high)) if high - low < _CHOSEN:
            numbers = [str(n) for n in range(low, high + 1)]
            return (*unknown, *((number, value_term(spec.name, number)) for number in numbers))
    if around.ledger is None:
        return ()
    if spec.name == "engagement":
        newest = sorted(around.ledger.engagement, key=lambda e: e.start, reverse=True)
        named = ((e.id, f"{e.name or value_term('mode', e.mode)}, {e.start}") for e in newest)
        return (*unknown, *named)
    if spec.name == "invoice":
        return tuple((id_, word) for word, id_ in _invoices(around.ledger).items())
    if spec.name == "pays_through":
        own = around.ledger.client.id
        others = ((id_, name) for id_, name in around.clients.items() if id_ != own)
        return (("", "themselves"), *others)
    return ()


def _invoices(ledger: Ledger) -> dict[str, str]:
    own = ledger.client.currency
    newest = sorted(ledger.invoice, key=lambda i: (i.issued, i.id), reverse=True)
    return {
        f"{i.number or i.issued} ({amount_text(i.amount, i.currency or own)})": i.id for i in newest
    }


# --- values as text ---------------------------------------------------------------------------


def texts(record: Record, fields: Iterable[RecordField], currency: str) -> dict[str, str]:
    """What each field of a record shows before anything is typed."""
    return {field.name: field.text_of(_value(record, field.name), currency) for field in fields}


def _value(record: Record, name: str) -> Any:
    head, _, rest = name.partition(".")
    spec = field_of(type(record), head)
    assert spec is not None
    value = getattr(record, spec.attr)
    return getattr(value, rest) if rest else value
