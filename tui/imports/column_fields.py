"""What a column of an unknown table can hold, in words, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.importing.file_questions import PAYMENT
from storage.importing.formats import MAPPED, Kind
from storage.importing.guess import guess_columns
from tui.imports.words import FIELDS

KINDS: tuple[tuple[Kind, str], ...] = (("time", "hours worked"), ("invoice", "invoices"))

BY_DIGIT = 8
"""Fields that have a digit of their own; 9 is all the others, 0 is none."""


def lacking(kind: Kind, mapped: Mapping[str, str]) -> str:
    """What no column holds yet and the import cannot do without, in words; "" when it can begin."""
    words = {"time": ("date", "hours"), "invoice": ("issue date", "amount")}[kind]
    needs = zip(words, MAPPED[kind].needs, strict=True)
    missing = [word for word, any_of in needs if not set(mapped.values()) & set(any_of)]
    return " or ".join(missing)


def lacks_payment(kind: Kind, mapped: Mapping[str, str]) -> bool:
    """Whether no column of these invoices says what is paid: then that is asked."""
    return kind == "invoice" and not set(mapped.values()) & set(PAYMENT)


def suggested(kind: Kind, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Column -> field, as far as names and values suggest it."""
    guessed = guess_columns(kind, columns, rows)
    return {column: field for column, field in guessed.items() if field in FIELDS[kind]}
