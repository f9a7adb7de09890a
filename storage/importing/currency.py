"""Which currency a file speaks of: a code, a name with its code, or a sign.

Only ISO 4217 codes are taken (currencies.csv); a sign that several countries share counts as the
one there and is reported as assumed.
"""

from __future__ import annotations

import re
from pathlib import Path

from storage.data_table import data_rows

_, *_ROWS = data_rows(Path(__file__).with_name("currencies.csv"))

CODES = frozenset(code for code, *_ in _ROWS)

_SIGNS = {sign: code for code, signs, *_ in _ROWS for sign in signs.split()}
# Shared by several countries: the one with the most freelancers on such tools.
_SHARED = {sign: code for code, _, shared, _ in _ROWS for sign in shared.split()}
_SHARERS = {
    usual: (code, *(other for other, *_, too in _ROWS if usual in too.split()))
    for usual, code in _SHARED.items()
}

SHARED = frozenset(_SHARED)
"""Signs that can mean several currencies."""

_NAME_AND_CODE = re.compile(r".*\s-\s([A-Za-z]{3})")
_SIGN = re.compile(
    rf"[A-Z]{{0,2}}[{''.join(s for s in [*_SIGNS, *_SHARED] if len(s) == 1 and not s.isalpha())}]"
)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+\.?")


def code_of(text: str) -> str | None:
    """The code a currency cell names: `SEK`, `sek`, `Swedish Krona - SEK`, `€`, `kr`; else None."""
    text = text.strip()
    match = _NAME_AND_CODE.fullmatch(text)
    code = (match[1] if match else text).upper()
    if code in CODES:
        return code
    sign = text if text in _SIGNS else text.casefold()
    return _SIGNS.get(sign) or _SHARED.get(sign)


def code_in_amount(text: str) -> str | None:
    """The code beside the digits of an amount cell: `$13.50`, `USD 20`, `20 zł`; else None."""
    match = _SIGN.search(text)
    if match:
        sign = match[0]
        return _SIGNS.get(sign) or _SIGNS.get(sign[-1]) or _SHARED.get(sign[-1])
    match = _CODE.search(text)
    if match and match[0] in CODES:
        return match[0]
    return next((code for word in _WORD.findall(text) if (code := code_of(word))), None)


def shared_sign(text: str) -> str | None:
    """The sign in the text that several currencies share, when the text has no better word."""
    match = _SIGN.search(text)
    if match is None:
        words = [word.casefold() for word in _WORD.findall(text)]
        return next((word.rstrip(".") for word in words if word in _SHARED), None)
    return match[0] if match[0] in _SHARED else None


def sharers(sign: str) -> tuple[str, ...]:
    """The currencies that a shared sign can mean, the usual one first."""
    return _SHARERS[sign]
