"""Lists of small records in one line: the instalments of a plan, the habits one accepts, what rates
were before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from triage.fields.days import Day
from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import Amount, Rate
from triage.money import decimals
from triage.override import override
from triage.records import Client, Instalment, Past, Plan, Quirk
from triage.records.codec import BadValue, parse_value
from triage.records.schema import field_of

_NEXT_PART = re.compile(
    r"[;,]\s*(?=\d{4}[-/]\d|\d{1,2}\.\s?\d{1,2}\.|\d{1,2}/\d|\d{1,2}\s?[a-zA-Z]{3}|\+\d|[a-zA-Z]{3})"
)
_LONGEST = 60
"""Characters of one part, its day and its sum."""
_UNKNOWN = "-"


@dataclass(frozen=True)
class Instalments(Field):
    """`20.3. 500, 27.3. 500` or `2026-03-20=500`, in the order of their days."""

    HINT = "A date and an amount for each, like 20mar 500, 27mar 500"

    @override
    def parse(self, text: str, context: Context) -> tuple[Instalment, ...]:
        if text.lstrip().startswith("["):
            parts: tuple[Instalment, ...] = _from_json(self, text, Plan, "instalments")
        else:
            texts = _NEXT_PART.split(text.strip(" ,;"))
            parts = tuple(self._part(part.strip(), context) for part in texts)
        for part in parts:
            self._check(part, context.currency)
        return tuple(sorted(parts, key=lambda part: part.due))

    @override
    def format(self, value: tuple[Instalment, ...], currency: str = "") -> str:
        amount = Amount()
        plain = ", ".join(f"{part.due} {amount.format(part.amount, currency)}" for part in value)
        return self.format_or_json(plain, value, currency)

    def _part(self, text: str, context: Context) -> Instalment:
        day, sign, amount = text.rpartition("=")
        if sign:
            return self._instalment(day, amount, context)
        blanks = [at for at, letter in enumerate(text[:_LONGEST]) if letter == " "]
        trouble = self.error(text)
        for at in reversed(blanks):  # both halves may hold blanks: 20 mar 1 200
            try:
                return self._instalment(text[:at], text[at:], context)
            except FieldError as error:
                trouble = trouble if at != blanks[-1] else error
        raise trouble

    def _instalment(self, day: str, amount: str, context: Context) -> Instalment:
        return Instalment(
            due=Day(ahead=True).parse(day, context), amount=Amount().parse(amount, context)
        )

    def _check(self, part: Instalment, currency: str) -> None:
        if part.amount <= 0:
            raise FieldError("Each installment must be more than 0")
        if currency and part.amount != round(part.amount, decimals(currency)):
            raise FieldError(f"Too many decimals for {currency}: {part.amount}")


@dataclass(frozen=True)
class Quirks(Field):
    """`BOUNDARY 2026-09-01 calls late`: a flag, until when, and why; more after a semicolon."""

    @override
    def hint(self) -> str:
        return (
            "A flag, an end date (- for none) and a reason, like BOUNDARY 2026-09-01 calls late; "
            "separate several with semicolons"
        )

    @override
    def parse(self, text: str, context: Context) -> tuple[Quirk, ...]:
        if text.lstrip().startswith("["):
            quirks: tuple[Quirk, ...] = _from_json(self, text, Client, "quirks")
        else:
            parts = [part for part in text.split(";") if part.strip()]
            quirks = tuple(self._quirk(part, context) for part in parts)
        if not quirks:
            raise self.error(text)
        return quirks

    @override
    def format(self, value: tuple[Quirk, ...], currency: str = "") -> str:
        plain = "; ".join(
            " ".join([quirk.flag, str(quirk.until or _UNKNOWN), quirk.reason or ""]).rstrip()
            for quirk in value
        )
        return self.format_or_json(plain, value, currency)

    def _quirk(self, text: str, context: Context) -> Quirk:
        flag, until, reason, *_ = [*text.split(maxsplit=2), "", ""]
        day = Day(ahead=True).parse(until, context) if until not in ("", _UNKNOWN) else None
        return Quirk(flag=flag, until=day, reason=reason.strip() or None)


@dataclass(frozen=True)
class PastValues(Field):
    """`80 until 2026-03-31; 85 until 2026-09-30`: earlier values, in the order of days."""

    name: str

    HINT = "A rate, “until” and a date, like 80 until 2026-03-31; separate several with semicolons"

    @override
    def parse(self, text: str, context: Context) -> tuple[Past, ...]:
        if text.lstrip().startswith("["):
            values: tuple[Past, ...] = _from_json(self, text, Client, self.name)
        else:
            parts = [part for part in text.split(";") if part.strip()]
            values = tuple(self._past(part, context) for part in parts)
        if not values:
            raise self.error(text)
        return tuple(sorted(values, key=lambda past: past.until))

    @override
    def format(self, value: tuple[Past, ...], currency: str = "") -> str:
        rate = Rate()
        plain = "; ".join(
            f"{rate.format(past.value, currency)} until {past.until}" for past in value
        )
        return self.format_or_json(plain, value, currency)

    def _past(self, text: str, context: Context) -> Past:
        rate, until, day = text.partition("until")
        if not until:
            raise self.error(text)
        return Past(until=Day().parse(day, context), value=Rate().parse(rate, context))


def _from_json(field: Field, text: str, owner: type, name: str) -> Any:
    """The list as it stands in a file. Raises FieldError."""
    spec = field_of(owner, name)
    assert spec is not None
    parts = field.read_json(text)
    if not isinstance(parts, list) or not parts:
        raise field.error(text)
    for part in parts:
        for amount in ("amount", "value"):
            if isinstance(part, dict) and isinstance(part.get(amount), int | float):
                part[amount] = str(part[amount])
    try:
        return parse_value(spec, parts)
    except BadValue as bad:
        raise FieldError(str(bad)) from None
