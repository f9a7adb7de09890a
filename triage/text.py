"""How names are compared and listed, and how a text goes on from another."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# Unicode's combining classes from 200 on are accents; the lower ones (voicing marks, vowel
# signs) make another letter in their scripts.
_FIRST_ACCENT = 200
_ECHO = 40
"""Characters of a typed text that an error repeats."""


def fold(name: str) -> str:
    """The form in which two names are the same: case, accents and outer blanks ignored."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in parts if unicodedata.combining(c) < _FIRST_ACCENT)
    return unicodedata.normalize("NFC", bare).casefold().strip()


def quoted(text: str) -> str:
    """The typed text as an error repeats it: on one line, and not the whole of a long one."""
    # Lone surrogates cannot be written anywhere.
    begin = text[: 2 * _ECHO].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    line = " ".join(begin.split())
    return f"“{line[:_ECHO]}…”" if len(line) > _ECHO else f"“{line}”"


def lower_first(text: str) -> str:
    """The text as it goes on within a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def upper_first(text: str) -> str:
    """The text as it begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def listed(names: Sequence[str], last: str = " and ") -> str:
    """ "a, b and c"; "" for none."""
    return last.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
