"""One record while it is filled in: its fields, what stood there at first, what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from triage.derived_days import DerivedDay, derived_day, derived_days
from triage.fields.field import Context
from triage.limits import Limits
from triage.records import Event, Record
from tui.forms.defaults import default_texts, fixed_values, open_amount
from tui.forms.fields import RecordField, Surroundings, form_fields, texts
from tui.forms.parse import changed_record, field_error, new_record

_CODE = 3
FIRST_WHAT = "message_in"
"""What a new event is at first."""


class FormValues:
    """`record` None = a new one; texts are read against `context`, amounts in the currency that
    the form itself names. `only` narrows the form to some fields, `draft` is what was typed last
    time and not saved.
    """

    def __init__(
        self,
        kind: str,
        record: Record | None,
        around: Surroundings,
        context: Context,
        limits: Limits,
        *,
        only: tuple[str, ...] = (),
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self.kind = kind
        self.record = record
        self.around = around
        self._context = context
        self._limits = limits
        self._only = only
        self._entered = dict(draft or {})
        self._before: dict[str, str] = {}
        self._before = self._at_first()
        self._put = {name: self._before.get(name, "") for name in self._derived}
        if record is not None:
            self._put = {name: text for name, text in self._put.items() if text == self._day(name)}
        elif kind == "payment":
            self._put["amount"] = self._before.get("amount", "")
        self.follow()

    @property
    def begun_on(self) -> date:
        """The day that the form is of: what is typed into it is read by that one."""
        return self._context.today

    @property
    def context(self) -> Context:
        """What the texts are read against as of now."""
        return replace(self._context, currency=self._currency or self._context.currency)

    @property
    def _currency(self) -> str | None:
        """The currency of the form's amounts, where it is not the client's."""
        typed = self.texts.get("currency", "").strip()
        if len(typed) == _CODE and typed.isascii() and typed.isalpha():
            return typed.upper()
        invoices = self.around.ledger.invoice if self.around.ledger else ()
        paid = self.texts.get("invoice", "")
        return next((invoice.currency for invoice in invoices if invoice.id == paid), None)

    @property
    def _what(self) -> str:
        """What happened, when the form is about an event: its fields follow from that."""
        stored = self.record.what if isinstance(self.record, Event) else FIRST_WHAT
        return self._entered.get("what") or self._before.get("what") or stored

    @property
    def fields(self) -> list[RecordField]:
        """The fields as of now, in the order of the form."""
        new = self.record is None
        fields = form_fields(self.kind, self.around, self._what, new=new)
        return [field for field in fields if not self._only or field.name in self._only]

    @property
    def begins_at(self) -> str:
        """The name of the first field that must be filled: of a list of choices, the one marked
        at first says nothing yet. "" = the first field, as for what is only changed.
        """
        if self.record is not None:
            return ""
        needed = (field for field in self.fields if field.required)
        blank = (field for field in needed if field.choices or not self._before.get(field.name))
        return next((field.name for field in blank), "")

    def _at_first(self) -> dict[str, str]:
        if self.record is not None:
            return texts(self.record, self.fields, self.around.currency)
        begun = default_texts(self.kind, self.fields, self.around, self.context, self._limits)
        return begun | ({"what": FIRST_WHAT} if self.kind == "event" else {})

    @property
    def texts(self) -> dict[str, str]:
        """Field name -> what stands there."""
        return self._before | self._entered

    def take(self, texts: Mapping[str, str]) -> None:
        """What stands in the form now; fields that came with another `what` have their defaults."""
        what = self._what
        self._entered |= texts
        if self._what != what:
            self._before = self._at_first() | self._before

    # --- what follows from another field ------------------------------------------------

    @property
    def _derived(self) -> Mapping[str, DerivedDay]:
        return derived_days(self.kind, self.around.ledger, self.context.today)

    def _day(self, name: str) -> str:
        """The day that follows from what stands in the source of a field; "" while none does."""
        derived = self._derived[name]
        source = next((field for field in self.fields if field.name == derived.source), None)
        text = self.texts.get(derived.source, "")
        if source is None or not text.strip() or field_error(source, text, self.context):
            return ""
        return derived_day(derived, source.parse(text, self.context)).isoformat()

    def _followed(self, name: str) -> str | None:
        """What follows in a field from the others as of now; None while nothing does."""
        if name in self._derived:
            return self._day(name) or None
        ledger = self.around.ledger
        paid = self.texts.get("invoice", "")
        return open_amount(ledger, paid, self.context.today) if ledger and paid else None

    def follow(self) -> dict[str, str]:
        """Let the days follow, and the amount of a payment its invoice, where nobody has typed;
        returns the texts that changed."""
        changed = {}
        for name, text in self._put.items():
            followed = self._followed(name)
            if followed is not None and self.texts.get(name, "") == text != followed:
                changed[name] = followed
        self._put |= changed
        self._entered |= changed
        if self.record is None:
            self._before |= changed
        return changed

    @property
    def touched(self) -> dict[str, str]:
        """The fields whose text is not what it was at first."""
        before = self._before
        return {name: text for name, text in self._entered.items() if text != before.get(name, "")}

    def wrong(self, field: RecordField) -> str:
        """Why what was typed into a field cannot be taken; "" when it can, or is empty."""
        text = self.touched.get(field.name, "")
        return field_error(field, text, self.context) if text.strip() else ""

    def read(self, base: Record | None, new_id: str, client_id: str | None) -> Record:
        """The record that is typed, on top of `base` when there is one. Raises BadFields."""
        if base is not None:
            return changed_record(base, self.fields, self._before, self.texts, self.context)
        fixed = fixed_values(self.kind, new_id, client_id)
        return new_record(self.kind, fixed, self.fields, self.texts, self.context)

    def put_beside(self, current: Record) -> dict[str, str]:
        """Go on from what another window saved, keeping what was typed here.

        Returns their text for each field in which both differ.
        """
        mine = self.touched
        self.record = current
        self._before = texts(current, self.fields, self.around.currency)
        self._entered = mine
        return {name: self._before.get(name, "") for name in self.touched}
