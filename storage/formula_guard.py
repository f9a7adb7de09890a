"""The apostrophe before a text that a spreadsheet would run: put there, and taken away again.

What begins a formula is the list of OWASP's page on CSV injection, the wide signs of East Asian
keyboards among them.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs; numbers below zero are no danger.

    An apostrophe that stood before such a text gets one more, so that `unguarded` is exact.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell, as it was before `guarded` or another program's guard."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
