"""The fields of a form: which ones a record kind has, in which order, and as which text.

Everything comes from the record's own schema (triage.codec); this adds the order people expect,
the closed lists that only a client's records can tell (its invoices, its agreements), and text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from triage.ledger import Ledger
from triage.money import money_text, rate_text
from triage.records import EVENT_FIELDS, KINDS, Client, Event, Record
from triage.schema import FieldType, schema
from triage.text import fold
from tui.wording.labels import field_hint, field_label, value_word

HIDDEN = ("id", "client", "source", "source_key", "supersedes", "playbook")
"""What the program fills in by itself."""
REFERENCES = ("engagement", "invoice", "pays_through")
"""Fields that point at another record, chosen from those there are."""
YES, NO = "yes", "no"

_CLIENT_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "": ("name", "rate", "floor", "since", "contact", "email"),
    "Terms": ("earns", "currency", "payment_days", "pay_grace_days", "exposure_limit"),
    "Agreed": ("contract",),
    "How it stands": ("state", "not_tracked", "review_days", "reply_days", "do_not_contact"),
}
_MORE = "More"
_CHOSEN = 9
_EVENT_ALWAYS = ("on", "what", "text", "tone", "who", "engagement")


@dataclass(frozen=True, slots=True)
class FormField:
    """One line of a form.

    `name` is the exchange name; a dotted one reaches into a nested object. `choices` are (value,
    word) pairs of a closed list, where "" is "not known"; without choices the value is typed.
    `names` maps what may be typed for a reference, folded, to the id it stands for.
    """

    name: str
    spec: FieldType
    label: str
    hint: str
    section: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether the record cannot be saved without it."""
        return self.spec.required


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form must know beside the record: the client's other records, and all clients."""

    ledger: Ledger | None
    clients: Mapping[str, str]

    @property
    def currency(self) -> str:
        """The client's currency; EUR before there is a client."""
        return self.ledger.client.currency if self.ledger else "EUR"


def form_fields(kind: str, around: Surroundings, what: str | None = None) -> list[FormField]:
    """The fields of a kind in the order of the form; for an event those that `what` has."""
    cls = KINDS[kind]
    specs = [spec for spec in schema(cls) if spec.name not in HIDDEN]
    if cls is Event:
        wanted = (*_EVENT_ALWAYS, *EVENT_FIELDS.get(what or "", {}))
        by_name = {spec.name: spec for spec in specs}
        specs = [by_name[name] for name in dict.fromkeys(wanted)]
        needed = "engagement" in EVENT_FIELDS.get(what or "", {})
        if not needed and (around.ledger is None or not around.ledger.engagement):
            specs = [spec for spec in specs if spec.name != "engagement"]
        return [_field(spec, around, what) for spec in specs]
    if cls is not Client:
        return [found for spec in specs for found in _flat(spec, around, "")]
    sections = {name: part for part, names in _CLIENT_SECTIONS.items() for name in names}
    order = list(sections)
    specs.sort(key=lambda s: order.index(s.name) if s.name in sections else len(order))
    return [f for spec in specs for f in _flat(spec, around, sections.get(spec.name, _MORE))]


def _flat(spec: FieldType, around: Surroundings, section: str) -> Iterator[FormField]:
    if spec.shape != "nested":
        yield _field(spec, around, None, section)
        return
    assert spec.nested is not None
    for part in schema(spec.nested):
        yield _field(part, around, None, section, prefix=f"{spec.name}.")


def _field(
    spec: FieldType, around: Surroundings, what: str | None, section: str = "", prefix: str = ""
) -> FormField:
    name = prefix + spec.name
    return FormField(
        name=name,
        spec=spec,
        label=field_label(name),
        hint=field_hint(name),
        section=section,
        choices=_choices(spec, around, what),
        names=_names(spec, around),
    )


def _choices(
    spec: FieldType, around: Surroundings, what: str | None
) -> tuple[tuple[str, str], ...]:
    allowed = EVENT_FIELDS.get(what or "", {}).get(spec.name) or spec.choices
    needed = spec.required or (what == "request" and spec.name == "outcome")
    unknown = (("", "not known"),) if spec.nullable and not needed else ()
    if allowed:
        return (*unknown, *((value, value_word(spec.name, value)) for value in allowed))
    if spec.shape == "bool":
        return (*unknown, (YES, "yes"), (NO, "no"))
    if spec.low is not None and spec.high is not None and spec.high - spec.low < _CHOSEN:
        numbers = [str(n) for n in range(spec.low, spec.high + 1)]
        return (*unknown, *((number, value_word(spec.name, number)) for number in numbers))
    if around.ledger is None:
        return ()
    if spec.name == "engagement":
        found = sorted(around.ledger.engagement, key=lambda e: e.start, reverse=True)
        named = ((e.id, f"{e.name or value_word('mode', e.mode)}, {e.start}") for e in found)
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
        f"{i.number or i.issued} ({money_text(i.amount, i.currency or own)})": i.id for i in newest
    }


def _names(spec: FieldType, around: Surroundings) -> Mapping[str, str]:
    if spec.name == "linked":
        return {fold(name): id_ for id_, name in around.clients.items()}
    if spec.name == "invoices" and around.ledger is not None:
        return {fold(i.number or i.id): i.id for i in around.ledger.invoice}
    return {}


# --- values as text ---------------------------------------------------------------------------


def texts(record: Record, fields: list[FormField], currency: str) -> dict[str, str]:
    """What each field of a record shows before anything is typed."""
    return {one.name: as_text(one, _value(record, one.name), currency) for one in fields}


def _value(record: Record, name: str) -> Any:
    head, _, rest = name.partition(".")
    spec = next(s for s in schema(type(record)) if s.name == head)
    value = getattr(record, spec.attr)
    return getattr(value, rest) if rest else value


def as_text(one: FormField, value: Any, currency: str) -> str:
    """A value as it stands in the form; what is not known is empty."""
    if value is None:
        return ""
    if one.names:
        known = {id_: name for name, id_ in one.names.items()}
        return ", ".join(known.get(id_, id_) for id_ in value)
    if one.name == "minutes":
        return f"{value // 60}:{value % 60:02}"
    return _as_text(one.spec, value, currency)


def _as_text(spec: FieldType, value: Any, currency: str) -> str:
    if spec.shape == "bool":
        return YES if value else NO
    if spec.shape == "money":
        return money_text(value, currency)
    if spec.shape == "rate":
        return rate_text(value)
    if spec.shape == "map":
        return json.dumps(dict(value), ensure_ascii=False) if value else ""
    if spec.shape == "list":
        item = spec.item
        assert item is not None
        if item.shape == "nested":
            assert item.nested is not None
            parts = schema(item.nested)
            return "; ".join(
                " ".join(
                    _as_text(part, inner, currency)
                    for part in parts
                    if (inner := getattr(one, part.attr)) is not None
                )
                for one in value
            )
        if item.shape == "map":
            return json.dumps([dict(one) for one in value], ensure_ascii=False) if value else ""
        return ", ".join(_as_text(item, one, currency) for one in value)
    return str(value)
