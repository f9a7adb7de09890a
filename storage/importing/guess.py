"""What the columns of an unknown table hold, by their names and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median

from storage.importing.amounts import NumberReader
from storage.importing.currency import CODES
from storage.importing.dates import clock_of, looks_like_day
from storage.importing.formats import KINDS, MAPPED, SHAPES, Kind
from storage.importing.header import plain_name
from storage.importing.spans import clock_seconds, span_seconds
from storage.importing.words import PAPERS, STATES, is_total, yes_or_no
from triage.shipped import toml_beside
from triage.text import fold

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "đ": "d", "ı": "i"})
"""Letters that are no accents, and yet left out where somebody has no such key."""
EXAMPLES = 3
"""Rows that show what a column holds."""
_MOST = 0.8
"""Share of the cells of a column that have to be of a sort for it to be of this sort."""
_EXACT, _PART, _LATER, _BY_VALUE, _LEAST = 10.0, 6.0, 0.02, 8.0, 1.0
"""What a name is worth, in full or as part of one, less for each word before it; what values alone
are worth; and from what a guess is made. Tuned on tests/data/unknown."""
_LACKING = 15.0
"""What it costs a kind of table to lack something that it needs."""
_LONG_HOURS, _LONG_MINUTES = 16, 300
_STEPS = 2
"""Rows that each change a balance by their amounts, from which it is that of an account."""
_CAMEL = re.compile(r"(?<=[a-zà-ž])(?=[A-Z])")
_BETWEEN = re.compile(r"[\W_]+")
_READ = NumberReader(None, "decimals").read


@lru_cache(maxsize=4096)
def _words(name: str) -> str:
    """A name in plain words: `InvoiceDate`, `invoice_date` and `*Invoice date (EUR)` are one."""
    folded = fold(_CAMEL.sub(" ", plain_name(name))).translate(_PLAIN)
    return " ".join(word for word in _BETWEEN.split(folded) if word)


@cache
def names_of_fields() -> Mapping[Kind, Mapping[str, Sequence[str]]]:
    """What the columns that hold a field are called, by kind of table and field."""
    return {
        kind: {field: [_words(name) for name in names] for field, names in _tables()[kind].items()}
        for kind in KINDS
    }


@cache
def _never() -> Mapping[str, frozenset[str]]:
    return {field: frozenset(map(_words, names)) for field, names in _tables()["not"].items()}


def _tables() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return toml_beside(__file__, "headers.toml")


@dataclass(frozen=True)
class _Column:
    """A column's name, and what its cells look like: shares of those that hold something."""

    name: str
    words: str
    cells: tuple[str, ...]

    def share(self, test: Callable[[str], bool]) -> float:
        return sum(map(test, self.cells)) / len(self.cells) if self.cells else 0.0

    def mostly(self, test: Callable[[str], bool]) -> bool:
        return self.share(test) >= _MOST

    @property
    def repeated(self) -> float:
        """How far its cells say the same again: 0 = never."""
        return 1 - len(set(self.cells)) / len(self.cells) if self.cells else 0.0


def examples(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Column -> its first cells that hold something; empty columns are left out.

    Of two columns by one name it is the first.
    """
    read = _columns(columns, rows)
    return {column.name: list(column.cells[:EXAMPLES]) for column in read}


def guess_kind(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Kind:
    """Hours or invoices: whichever explains more of the columns."""
    return max(KINDS, key=lambda kind: _explained(kind, columns, rows))


def guess_columns(
    kind: Kind, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Column -> field, in the order of the columns. Empty columns are left out."""
    best = _assigned(kind, _columns(columns, rows))
    return {name: field for name in columns for column, field in [(name, best.get(name))] if field}


def _explained(kind: Kind, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    read = _columns(columns, rows)
    best = _assigned(kind, read)
    worth = sum(_worth(kind, column, best[column.name]) for column in read if column.name in best)
    lacking = sum(not set(group) & set(best.values()) for group in MAPPED[kind].needs)
    return worth - _LACKING * lacking


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[_Column]:
    read: dict[str, _Column] = {}
    rows = [row for row in rows if not any(map(is_total, row))]  # its sums stand in no field
    for at, name in enumerate(names):
        cells = tuple(row[at].strip() for row in rows if at < len(row) and row[at].strip())
        if name and name not in read and (cells or not rows):
            read[name] = _Column(name, _words(name), cells)
    return list(read.values())


def _assigned(kind: Kind, columns: Sequence[_Column]) -> dict[str, str]:
    """Each field to the column that it fits best, the surest first."""
    scores = sorted(
        (
            (-_worth(kind, column, field), at, field, column)
            for at, column in enumerate(columns)
            for field in _tables()[kind]
        ),
        key=lambda score: score[:3],
    )
    best: dict[str, str] = {}
    for worth, _, field, column in scores:
        if -worth >= _LEAST and column.name not in best and field not in best.values():
            best[column.name] = field
    by_name = {column.name: column for column in columns}
    if kind == "time":
        _one_length(best, by_name)
    else:
        _no_account(best, by_name)
    return best


def _one_length(best: dict[str, str], columns: Mapping[str, _Column]) -> None:
    """Plain numbers that are too large for hours are minutes or seconds."""
    for name, field in list(best.items()):
        numbers = [number for cell in columns[name].cells if (number := _READ(cell)) is not None]
        if field == "hours" and numbers and len(numbers) == len(columns[name].cells):
            middle = median(numbers)
            if middle > _LONG_MINUTES:
                best[name] = "seconds"
            elif middle > _LONG_HOURS:
                best[name] = "minutes"


def _no_account(best: dict[str, str], columns: Mapping[str, _Column]) -> None:
    """What stands on an account after each row is not what a client still owes."""
    held = {
        field: [_READ(cell) for cell in columns[name].cells]
        for name, field in best.items()
        if field in ("amount", "balance")
    }
    amounts, balances = held.get("amount", []), held.get("balance", [])
    steps = [
        now - before for before, now in pairwise(balances) if now is not None and before is not None
    ]
    if len(steps) >= _STEPS and len(steps) + 1 == len(amounts) and any(steps):
        later, earlier = amounts[1:], amounts[:-1]  # the newest row may be the last or the first
        if steps in (later, [amount and -amount for amount in earlier]):
            best.pop(next(name for name, field in best.items() if field == "balance"))


def _worth(kind: Kind, column: _Column, field: str) -> float:
    if column.cells and not _can_be(kind, column, field):
        return 0.0
    named = _name_worth(kind, column.words, field)
    by_value = _value_worth(column, field)
    return named + by_value / 2 if named else by_value


def _name_worth(kind: Kind, words: str, field: str) -> float:
    names = names_of_fields()[kind][field]
    if words in names:
        return _EXACT - _LATER * names.index(words)
    if not words or set(words.split()) & _never().get(field, frozenset()):
        return 0.0
    padded = f" {words} "
    for at, word in enumerate(names):
        if len(word) > 2 and f" {word} " in padded:
            return _PART + 0.1 * len(word) - _LATER * at
    return 0.0


def _can_be(kind: Kind, column: _Column, field: str) -> bool:
    """Whether the cells of a column can be read as the field."""
    shape = SHAPES[kind].get(field, "text")
    if shape == "day":
        return column.mostly(looks_like_day) or (
            field == "disputed_on" and column.mostly(lambda cell: yes_or_no(cell) is not None)
        )
    if shape == "clock":
        return column.mostly(lambda cell: clock_seconds(cell) is not None)
    if shape == "span":
        return column.mostly(lambda cell: span_seconds(cell) is not None or _is_number(cell))
    if shape in ("number", "count"):
        flags = field == "paid" and column.mostly(lambda cell: yes_or_no(cell) is not None)
        return flags or column.mostly(_is_number)
    if field in ("client", "project", "task", "text", "state", "document", "user"):
        values = column.share(lambda cell: looks_like_day(cell) or _is_number(cell))
        return values < _MOST
    if field == "currency":
        return column.mostly(lambda cell: len(cell) <= 3 or cell.upper()[-3:] in CODES)
    if field == "billable":
        return column.mostly(lambda cell: yes_or_no(cell) is not None)
    if field == "number":
        return not column.mostly(lambda cell: looks_like_day(cell) or "," in cell)
    return True


def _value_worth(column: _Column, field: str) -> float:
    """What the cells alone say for a field."""
    if not column.cells or set(column.words.split()) & _never().get(field, frozenset()):
        return 0.0
    if field == "state":
        return _BY_VALUE * column.mostly(lambda cell: fold(cell) in STATES)
    if field == "document":
        return _BY_VALUE * column.mostly(lambda cell: fold(cell) in PAPERS)
    if field == "currency":
        return _BY_VALUE * column.mostly(lambda cell: cell.upper() in CODES)
    if field in ("on", "issued"):
        return 3.0 * column.mostly(looks_like_day)
    if field in ("due", "end_on"):
        clocked = column.mostly(lambda cell: clock_of(cell) is not None)
        return (2.0 if field == "due" or clocked else 0.0) * column.mostly(looks_like_day)
    if field == "hours":
        spans = column.mostly(lambda cell: span_seconds(cell) is not None)
        return 3.0 if spans else 1.5 * column.mostly(_is_part)
    if field == "amount":
        return 2.0 * column.mostly(_is_money)
    if field == "client" and not column.mostly(_is_odd_name):
        return 1.0 + column.repeated
    if field == "text" and not column.mostly(_is_odd_name):
        return 1.2 * (1 - column.repeated)
    return 0.0


def _is_number(cell: str) -> bool:
    return _READ(cell) is not None


def _is_part(cell: str) -> bool:
    number = _READ(cell)
    return number is not None and 0 < number <= _LONG_HOURS


def _is_money(cell: str) -> bool:
    return _is_number(cell) and bool(re.search(r"[.,]\d{2}(?!\d)|[$€£¥]", cell))


def _is_odd_name(cell: str) -> bool:
    """No name of a client: a value, an answer, a mail address."""
    return (
        _is_number(cell)
        or looks_like_day(cell)
        or clock_seconds(cell) is not None
        or yes_or_no(cell) is not None
        or "@" in cell
        or fold(cell) in STATES
        or fold(cell) in PAPERS
        or cell.upper() in CODES
    )
