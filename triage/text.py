"""How names are compared."""

from __future__ import annotations

import unicodedata

# Unicode's combining classes from 200 on are accents; the lower ones (voicing marks, vowel
# signs) make another letter in their scripts.
_FIRST_ACCENT = 200


def fold(name: str) -> str:
    """The form in which two names are the same: case, accents and outer blanks ignored."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in parts if unicodedata.combining(c) < _FIRST_ACCENT)
    return unicodedata.normalize("NFC", bare).casefold().strip()
