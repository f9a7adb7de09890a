"""Finding the header row: by the set of its columns, wherever it stands in the first lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from storage.importing.amounts import NumberReader
from storage.importing.currency import CODES, code_in_amount
from storage.importing.dates import looks_like_day
from storage.importing.errors import ImportTrouble
from storage.importing.formats import Format
from storage.importing.row_ids import hashed
from storage.importing.spans import clock_seconds
from storage.importing.text_source import Source, SourceRow, read_rows

HEAD = 20
"""Rows looked at: reports seen put at most four lines of titles before the header."""

DELIMITERS = ",;\t|"

_READ = NumberReader().read

_MONEY = re.compile(r"(?P<name>.*\S)\s*\((?P<money>[A-Z]{3}|[^\w()]{0,3})\)")


def plain(name: str) -> tuple[str, str | None]:
    """A column's name as it is compared, and the currency its brackets name.

    `Amount (EUR)` -> `amount`, EUR; `*InvoiceDate` -> `invoicedate`; `Billable?` -> `billable`;
    `Duration (h)` stays as it is.
    """
    bare, money = _without_currency(name)
    code = money if money in CODES else code_in_amount(money)
    return bare.casefold(), code


def plain_name(name: str) -> str:
    """A column's name without stars, question marks and a currency in brackets, as written."""
    return _without_currency(name)[0]


def _without_currency(name: str) -> tuple[str, str]:
    name = " ".join(name.replace("\ufeff", "").split())
    match = _MONEY.fullmatch(name)
    money = ""
    if match and (not match["money"].isalpha() or match["money"] in CODES):
        name, money = match["name"], match["money"]
    return name.strip("*?: "), money


@dataclass(frozen=True)
class Header:
    """The header row: its columns as written, as compared, and the currencies they name."""

    line: int
    names: tuple[str, ...]
    keys: tuple[str, ...]
    currencies: Mapping[int, str]

    def column(self, name: str) -> int | None:
        """Where a column called so stands (the first of several); None when there is none."""
        key = plain(name)[0]
        exact = next((i for i, known in enumerate(self.names) if known == name.strip()), None)
        if exact is not None:
            return exact
        return self.keys.index(key) if key in self.keys and key else None


def header_of(row: SourceRow) -> Header:
    """A row read as a header."""
    pairs = [plain(cell) for cell in row.cells]
    return Header(
        line=row.line,
        names=tuple(cell.replace("\ufeff", "").strip() for cell in row.cells),
        keys=tuple(key for key, _ in pairs),
        currencies={i: code for i, (_, code) in enumerate(pairs) if code},
    )


def columns_of(form: Format, header: Header) -> dict[str, int]:
    """Field -> column index, for the fields of `form` that the header has."""
    columns: dict[str, int] = {}
    for field, names in form.columns.items():
        for name in names:
            if name in header.keys:
                columns[field] = header.keys.index(name)
                break
    return columns


def missing(form: Format, columns: Mapping[str, int]) -> list[Sequence[str]]:
    """The groups of needed fields of which none has a column."""
    return [group for group in form.needs if not any(name in columns for name in group)]


def header_fingerprint(header: Header) -> str:
    """What tells one header from another, whatever its order."""
    return hashed(*sorted(header.keys))


@dataclass(frozen=True)
class HeaderPlace:
    """A header with the delimiter it was read by, and the rows above it."""

    delimiter: str
    header: Header
    above: tuple[SourceRow, ...]


def _places(source: Source) -> Iterator[HeaderPlace]:
    """Every row that the header may be, by one delimiter after the other."""
    for delimiter in DELIMITERS[0] if source.sheets else DELIMITERS:
        rows: list[SourceRow] = []
        # A quotation mark may be open for one delimiter and closed for another; one that is
        # really open is reported when the whole file is read.
        with suppress(ImportTrouble):
            rows.extend(islice(read_rows(source, delimiter), HEAD))
        for at, row in enumerate(rows):
            yield HeaderPlace(delimiter, header_of(row), tuple(rows[:at]))


def recognise(source: Source, formats: Sequence[Format]) -> tuple[Format, HeaderPlace] | None:
    """The first of `formats` whose header stands among the first rows, or None."""
    for place in _places(source):
        for form in formats:
            if form.columns and not missing(form, columns_of(form, place.header)):
                return form, place
    return None


def with_keys(source: Source, fits: Callable[[Collection[str]], bool]) -> HeaderPlace | None:
    """The first row whose columns' names, as compared, fit; None when none does."""
    return next((place for place in _places(source) if fits(place.header.keys)), None)


def with_columns(source: Source, names: Iterable[str]) -> HeaderPlace | None:
    """The first row that has all the named columns, or None."""
    for place in _places(source):
        if all(place.header.column(name) is not None for name in names):
            return place
    return None


def likely(source: Source) -> HeaderPlace | None:
    """The row that looks most like a header: the most different words, the earliest of equals.

    Where every row holds values, the file has no header: its columns are called by number. None
    when no row holds two words.
    """
    places = list(_places(source))
    best = max(places, key=_words, default=None)
    if best is None or _words(best) < _FEWEST:
        return None
    rows = [place.header for place in places if place.delimiter == best.delimiter]
    wide = max(_filled(header) for header in rows) / 2
    names = [
        place
        for place in places
        if _words(place) >= _FEWEST
        and not any(_is_value(name) for name in place.header.names)
        and (place.delimiter != best.delimiter or _filled(place.header) >= wide)
    ]
    named = max(names, key=_words, default=None)
    if named is not None and named.delimiter == best.delimiter:
        return named
    columns = max(len(header.names) for header in rows)
    numbered = SourceRow(0, [f"column {number}" for number in range(1, columns + 1)])
    return HeaderPlace(best.delimiter, header_of(numbered), ())


_FEWEST = 2
"""Words that a header has at least."""


def _words(place: HeaderPlace) -> int:
    return len({name for name in place.header.names if re.search(r"[^\W\d]", name)})


def _filled(header: Header) -> int:
    return sum(bool(name) for name in header.names)


def _is_value(cell: str) -> bool:
    return looks_like_day(cell) or _READ(cell) is not None or clock_seconds(cell) is not None
