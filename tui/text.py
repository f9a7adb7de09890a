"""The one place where stored text becomes screen text.

A client may be called `Acme [/] Ltd` or carry an escape sequence: every string that did not come
from this program passes `safe` and is handed to Textual as `Content` or `Text`, never as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

_REPLACED = {code: 0x2400 + code for code in range(0x20)}  # control characters as their pictures
_REPLACED |= {0x7F: 0x2421}
_REPLACED |= dict.fromkeys(
    [
        *range(0x80, 0xA0),  # C1 controls
        *(0x200E, 0x200F, 0x061C),  # direction marks
        *range(0x202A, 0x202F),  # direction overrides
        *range(0x2066, 0x206A),  # direction isolates
        *(0x2028, 0x2029),  # line and paragraph separators
        *range(0xD800, 0xE000),  # lone surrogates
    ],
    0xFFFD,
)
_KEPT_IN_LINES = {code: to for code, to in _REPLACED.items() if code not in (0x0A, 0x09)}
_SHORT = 300


def safe(text: str, *, lines: bool = False) -> str:
    """`text` with everything that could steer a terminal made visible.

    Line breaks and tabs stay only with `lines`. The stored text is never changed by this.
    """
    return text.translate(_KEPT_IN_LINES if lines else _REPLACED)


def short(text: str, limit: int = _SHORT) -> str:
    """`safe` text of at most `limit` characters, for one row or heading."""
    shown = safe(text[: limit + 1])
    return shown if len(text) <= limit else shown[: limit - 1] + "…"


def content(text: str, style: str = "", *, lines: bool = False) -> Content:
    """User text for a Static, an option, a toast or a border title."""
    from textual.content import Content

    return (
        Content.styled(safe(text, lines=lines), style)
        if style
        else Content(safe(text, lines=lines))
    )


def cell(text: str, style: str = "") -> Text:
    """User text for a table cell: one line, cut with an ellipsis where the column ends."""
    from rich.text import Text

    return Text(short(text), style=style, no_wrap=True, overflow="ellipsis")
