"""Letters for terminals that have few: each replaced by one that looks like it, as wide as it is.

A terminal in ISO-8859-1 knows no line, arrow or dash of ours. Left to Python each would be six
letters, `\\u2500`, and tear every row.
"""

from __future__ import annotations

import codecs
import unicodedata

from rich.cells import cell_len

ERRORS = "goodterms-look-alikes"
"""The name under which `str.encode` and streams know it as a way with what they cannot encode."""
_TABLE = str.maketrans(
    {
        **dict.fromkeys("─━═╌╍┄┅┈┉╴╶╸╺▁▔▂", "-"),
        **dict.fromkeys("│┃║╎╏┆┇┊┋▏▎▍▌▐▕╵╷", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬╋", "+"),
        **dict.fromkeys("█▓▒▉▊▋■▪▇▆▅▄▃", "#"),
        **dict.fromkeys("░·•∙", "."),
        **dict.fromkeys("▼▾↓⌄", "v"),
        **dict.fromkeys("▲▴↑⌃", "^"),
        **dict.fromkeys("▶▸→›❯", ">"),
        **dict.fromkeys("◀◂←‹", "<"),
        **dict.fromkeys("●◉◆", "*"),
        **dict.fromkeys("○◌◇▫", "o"),
        **dict.fromkeys("–—‐‑−", "-"),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("“”„", '"'),
        **{"⁅": "[", "⁆": "]"},
        **{"✓": "v", "✗": "x", "×": "x", "…": ".", "≥": ">", "≤": "<", "€": "E", "£": "L"},
    }
)


def look_alikes(text: str) -> str:
    """ASCII of the same width for letters that cannot be shown; a question mark where none is."""
    return "".join(map(_look_alike, text))


def _look_alike(letter: str) -> str:
    plain = letter.translate(_TABLE)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    width = cell_len(letter)
    return plain if len(plain) == width else "?" * width


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return look_alikes(error.object[error.start : error.end]), error.end


codecs.register_error(ERRORS, _replaced)
