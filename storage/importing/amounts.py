"""Numbers as exports write them: `20,0`, `2.001,0`, `20 160,0`, `$13.50 `, `(1,200.00)`.

Whether a comma or a point begins the decimals is told by most cells themselves. A cell that can
be read both ways (`1.234`) is read as the rest of its column is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from storage.importing.currency import CODES
from storage.importing.words import MONEY_WORDS

Mark = Literal[".", ","]
Unsure = Literal["decimals", "thousands"]

# Space, no-break, figure, thin and narrow no-break space, straight and typographic apostrophe.
_GROUPERS = " \u00a0\u2007\u2009\u202f'\u2019"
_MINUS = "-\u2212"
# A word beside the digits: up to five letters ("kr.", "USD"), or a sign. Only the known ones count.
_WORD = r"(?:(?P<{0}>[^\W\d_]{{1,5}})\.?)?[$€£¥₹₽₩₪₺₴₫฿₦₱]?"
_CELL = re.compile(
    rf"(?P<minus>[{_MINUS}+]?)\s*{_WORD.format('before')}\s*(?P<inner>[{_MINUS}+]?)\s*"
    rf"(?P<digits>[\d.,{_GROUPERS}]*\d[\d.,]*)\s*{_WORD.format('after')}"
    rf"\s*(?P<behind>[{_MINUS}]?)"
)
_ROUND = re.compile(r"(?<=\d)[.,]\s?[-\u2012-\u2015\u2212]{1,2}(?![\d.,])")
"""`100,-`: no cents, written as a dash."""
_CREDIT, _DEBIT, _THOUSAND = "cr", "dr", "k"
_KNOWN = MONEY_WORDS | {code.casefold() for code in CODES} | {"", _CREDIT, _DEBIT, _THOUSAND}
_GROUPED = re.compile(rf"\d{{1,3}}(?:[{_GROUPERS}]\d{{2,3}})*[{_GROUPERS}]\d{{3}}(?:[.,]\d*)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")
_LONGEST = 24
"""Digits and marks of the longest number taken; the store holds 14 digits before the point."""


@dataclass(frozen=True, slots=True)
class _Parts:
    negative: bool
    head: str
    mark: str
    tail: str
    # What the cell says about the decimal mark; None = nothing, or it can be read both ways.
    decimal: Mark | None
    unsure: bool = False
    thousands: bool = False
    odd: bool = False


# Amounts and rates come again and again.
@lru_cache(maxsize=4096)
def _parts(text: str) -> _Parts | None:
    text = _ROUND.sub("", text.strip())
    if len(text) > 2 * _LONGEST:
        return None
    bracketed = text.startswith("(") and text.endswith(")")
    match = _CELL.fullmatch(text[1:-1].strip() if bracketed else text)
    if match is None:
        return None
    words = [(match[side] or "").casefold() for side in ("before", "after")]
    if not all(word in _KNOWN for word in words) or words[0] == _THOUSAND:
        return None
    digits = match["digits"].strip(_GROUPERS)
    signs = match["minus"] + match["inner"] + match["behind"]
    if len(digits) > _LONGEST or len(signs) > 1:
        return None
    negative = bracketed or (signs != "" and signs in _MINUS)
    if _CREDIT in words:
        if negative:
            return None
        negative = True
    grouped = any(c in _GROUPERS for c in digits)
    if grouped:
        if not _GROUPED.fullmatch(digits):
            return None
        digits = "".join(c for c in digits if c not in _GROUPERS)
    parts = _split(digits, negative, grouped)
    if parts is None:
        return None
    thousands = _THOUSAND in words
    if thousands and parts.unsure:
        return None  # 1,234k: a thousand times as much, or a bit more than one
    if thousands or _CREDIT in words:
        return replace(parts, thousands=thousands, odd=True)
    return parts


def _split(digits: str, negative: bool, grouped: bool) -> _Parts | None:
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return _Parts(negative, digits, "", "", None)
    mark: Mark = "." if marks[-1] == "." else ","
    other: Mark = "," if mark == "." else "."
    head, _, tail = digits.rpartition(mark)
    if len(set(marks)) == 2:
        if marks.count(mark) > 1 or not _THOUSANDS.fullmatch(head):
            return None
        return _Parts(negative, head.replace(other, ""), mark, tail, mark)
    if len(marks) > 1:
        if not _THOUSANDS.fullmatch(digits):
            return None
        return _Parts(negative, digits.replace(mark, ""), "", "", other)
    could_be_thousands = len(tail) == 3 and len(head) <= 3 and head.strip("0") and not grouped
    if could_be_thousands:
        return _Parts(negative, head, mark, tail, None, unsure=True)
    return _Parts(negative, head, mark, tail, mark)


@dataclass(slots=True)
class NumberTally:
    """What the cells of one column say about how its numbers are written."""

    point: int = 0
    comma: int = 0
    unsure: int = 0
    example: str = ""
    odd: int = 0
    odd_example: str = ""

    def add(self, text: str, times: int = 1) -> None:
        """Count one cell, or several alike; blank and unreadable ones say nothing."""
        parts = _parts(text)
        if parts is None:
            return
        if parts.odd:
            self.odd += times
            self.odd_example = self.odd_example or text.strip()
        if parts.unsure:
            self.unsure += times
            self.example = self.example or text.strip()
        elif parts.decimal == ".":
            self.point += times
        elif parts.decimal == ",":
            self.comma += times

    @property
    def mark(self) -> Mark | None:
        """The decimal mark of the column, when its cells agree on one."""
        if bool(self.point) == bool(self.comma):
            return None
        return "." if self.point else ","


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads the cells of one column. `mark` None: `unsure` says what `1.234` means."""

    mark: Mark | None = None
    unsure: Unsure = "thousands"

    def read(self, text: str) -> Decimal | None:
        """The number, or None when the cell holds none."""
        parts = _parts(text)
        if parts is None:
            return None
        head, tail = parts.head or "0", parts.tail
        if parts.unsure:
            decimals = parts.mark == self.mark if self.mark else self.unsure == "decimals"
            if not decimals:
                head, tail = head + tail, ""
        value = Decimal(f"{head}.{tail or 0}")
        if parts.thousands:
            value *= 1000
        return -value if parts.negative else value


def reader_of(tally: NumberTally, others: Iterable[NumberTally], unsure: Unsure) -> NumberReader:
    """The column's own cells decide, else the file's other columns, else `unsure`."""
    mark = tally.mark
    if mark is None and not (tally.point and tally.comma):
        marks = {other.mark for other in others} - {None}
        mark = marks.pop() if len(marks) == 1 else None
    return NumberReader(mark, unsure)
