"""Words: free text, closed lists, references, and lists of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triage.fields.field import Context, Field, FieldError
from triage.override import override
from triage.reason import NoReason, reason
from triage.records.codec import exchange, without_surrogates
from triage.text import fold, quoted
from triage.watch.grammar import BadRule, read

YES, NO = "yes", "no"

_CURRENCY = re.compile(r"[A-Za-z]{3}\Z")
_YES = ("yes", "true", "y", "1")
_NO = ("no", "false", "n", "0")
_BLANKS = " \t\r\n"
"""What is taken off the ends of a text; odder characters are the user's own, and shown as such."""


@dataclass(frozen=True)
class Text(Field):
    """A text of `least` characters or more."""

    least: int = 1

    @override
    def hint(self) -> str:
        return f"{self.least} characters or more" if self.least > 1 else ""

    @override
    def parse(self, text: str, context: Context) -> str:
        bare = without_surrogates(text.strip(_BLANKS))
        if not bare.strip():
            raise FieldError("Please type some text")
        if len(bare) < self.least:
            raise FieldError(
                f"Please write at least {self.least} characters; you have {len(bare)} so far"
            )
        return bare


@dataclass(frozen=True)
class Reason(Text):
    """A reason of `least` characters or more, in words."""

    @override
    def parse(self, text: str, context: Context) -> str:
        bare = Text.parse(self, text, context)
        try:
            return reason(bare, self.least)
        except NoReason as no_reason:
            raise FieldError(f"Please write {no_reason}") from None


@dataclass(frozen=True)
class LongText(Text):
    """A text in the user's own words, kept with the blanks around it."""

    @override
    def parse(self, text: str, context: Context) -> str:
        Text.parse(self, text, context)
        return without_surrogates(text)


@dataclass(frozen=True)
class Choice(Field):
    """One of a closed list."""

    values: tuple[str, ...]

    @override
    def hint(self) -> str:
        return f"One of {', '.join(self.values)}"

    @override
    def parse(self, text: str, context: Context) -> str:
        bare = text.strip()
        if bare not in self.values:
            raise self.error(text)
        return bare


@dataclass(frozen=True)
class YesNo(Field):
    """Yes or no."""

    HINT = "Yes or no"

    @override
    def parse(self, text: str, context: Context) -> bool:
        bare = text.strip().casefold()
        if bare not in (*_YES, *_NO):
            raise self.error(text)
        return bare in _YES

    @override
    def format(self, value: bool, currency: str = "") -> str:
        return YES if value else NO


@dataclass(frozen=True)
class Currency(Field):
    """The ISO code of a currency."""

    HINT = "Three letters, like EUR or USD"

    @override
    def parse(self, text: str, context: Context) -> str:
        if not _CURRENCY.match(text.strip()):
            raise self.error(text)
        return text.strip().upper()


@dataclass(frozen=True)
class Rule(Field):
    """When a watch rule warns, in its own grammar."""

    HINT = "A rule like count(no_show, 28) >= 2 (2 or more no-shows in 28 days)"

    @override
    def parse(self, text: str, context: Context) -> str:
        try:
            read(text.strip())
        except BadRule as bad:
            raise FieldError(str(bad)) from None
        return text.strip()


@dataclass(frozen=True)
class Json(Field):
    """An object or list for which there is no easier way to type it."""

    HINT = 'Data as JSON, like ["one", "two"]'

    @override
    def parse(self, text: str, context: Context) -> Any:
        return self.read_json(text)

    @override
    def format(self, value: Any, currency: str = "") -> str:
        return json.dumps(exchange(value), ensure_ascii=False) if value else ""


@dataclass(frozen=True)
class ListOf(Field):
    """Several of one shape, or the same as a JSON list. `between` is what `format` puts there,
    `split` the pattern that parts them."""

    item: Field
    split: str = ","
    between: str = ", "

    @override
    def hint(self) -> str:
        of = self.item.hint()
        mark = "semicolons" if self.between == "; " else "commas"
        return f"{of}; separate several with {mark}" if of else f"One or more, separated by {mark}"

    @override
    def parse(self, text: str, context: Context) -> tuple[Any, ...]:
        parts = _parts(text, self, self.split)
        return tuple(self.item.parse(part, context) for part in parts)

    @override
    def format(self, value: tuple[Any, ...], currency: str = "") -> str:
        plain = self.between.join(self.item.format(part, currency) for part in value)
        return self.format_or_json(plain, value, currency)


def _parts(text: str, field: Field, pattern: str) -> list[str]:
    if not text.lstrip().startswith("["):
        parts = [part.strip() for part in re.split(pattern, text) if part.strip()]
    else:
        value = field.read_json(text)
        items = value if isinstance(value, list) else []
        parts = [str(item) for item in items if isinstance(item, str | int)]
        if len(parts) < len(items):
            raise field.error(text)
    if not parts:
        raise field.error(text)
    return parts


@dataclass(frozen=True)
class References(Field):
    """Records by their names. `names` maps each name, folded, to the id it stands for."""

    names: Mapping[str, str] = field(default_factory=dict)

    HINT = "Names or numbers, separated by commas"

    @override
    def parse(self, text: str, context: Context) -> tuple[str, ...]:
        parts = _parts(text, self, ",")
        return tuple(dict.fromkeys(self._id(part) for part in parts))

    @override
    def format(self, value: tuple[str, ...], currency: str = "") -> str:
        known = {id_: name for name, id_ in self.names.items()}
        plain = ", ".join(known.get(id_, id_) for id_ in value)
        return self.format_or_json(plain, value, currency)

    def _id(self, text: str) -> str:
        if text in self.names.values():
            return text
        name = fold(text)
        if name in self.names:
            return self.names[name]
        fitting = {id_ for known, id_ in self.names.items() if name in known}
        if len(fitting) == 1:
            return fitting.pop()
        if not fitting:
            raise FieldError(f"{quoted(text)} matches nothing in the list")
        raise FieldError(f"{quoted(text)} matches {len(fitting)} entries: type more letters")
