"""The one place where stored text becomes screen text.

A client may be called `Acme [/] Ltd` or carry an escape sequence: every string that did not come
from this program passes `safe` and is handed to Textual as `Content` or `Text`, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

STEERING = (
    *range(0x7F, 0xA0),  # delete and the C1 controls
    *(0x061C, 0x200E, 0x200F),  # direction marks
    *range(0x202A, 0x202F),  # direction overrides
    *range(0x2066, 0x206A),  # direction isolates
    *(0x2028, 0x2029),  # line and paragraph separators
)
"""What could steer a terminal, beside the control characters that have a picture."""
_REPLACED = dict.fromkeys((*STEERING, *range(0xD800, 0xE000)), 0xFFFD)  # and lone surrogates
_REPLACED |= {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}  # their pictures
_KEPT_IN_LINES = {code: to for code, to in _REPLACED.items() if code not in (0x0A, 0x09)}
_SHORT = 300
_LEAST = 8
"""Columns that the text at the left keeps beside one at the right."""


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

    return Content.styled(safe(text, lines=lines), style)


def padded(text: str | Content, width: int, style: str = "") -> Content:
    """One line of exactly `width` columns, cut with an ellipsis. User text passes `short` first."""
    from textual.content import Content

    line = Content.styled(text, style) if isinstance(text, str) else text
    return line.truncate(width, ellipsis=True, pad=True)


def both_ends(left: str | Content, right: Content, width: int, gap: int = 1) -> Content:
    """One line of `width` columns: `right` at its end, and of `left` what there is room for."""
    from textual.content import Content

    room = max(_LEAST, width - right.cell_length - gap)
    return Content.assemble(padded(left, room), " " * gap, right)


def rule_with(text: Content, width: int) -> Content:
    """A rule of `width` columns in which something is said, or a plain one."""
    from textual.content import Content

    if not text.cell_length:
        return Content.styled("─" * width, "$rule")
    shown = text.truncate(max(0, width - 6), ellipsis=True)
    before = width - shown.cell_length - 4
    return Content.assemble(("─" * before, "$rule"), " ", (shown), " ", ("──", "$rule"))


def flowing(parts: Iterable[Content], width: int, gap: int = 3) -> Content:
    """Parts one after the other, on as many lines as they need; no part is broken in two."""
    from textual.content import Content

    lines: list[list[Content]] = [[]]
    used = 0
    for part in parts:
        needed = part.cell_length + (gap if lines[-1] else 0)
        if lines[-1] and used + needed > width:
            lines.append([])
            used, needed = 0, part.cell_length
        lines[-1].append(part)
        used += needed
    return Content("\n").join(Content(" " * gap).join(line) for line in lines)


def hanging(first: Content, text: Content, width: int, lines: int = 0) -> Content:
    """`text` wrapped beside `first`, whose width every further line keeps free.

    At most `lines` lines when that is not 0; the last one then ends with an ellipsis.
    """
    from textual.content import Content

    indent = first.cell_length
    wrapped = text.wrap(max(8, width - indent)) or [Content("")]
    if lines and len(wrapped) > lines:
        last = Content(" ").join(wrapped[lines - 1 :])
        wrapped = [*wrapped[: lines - 1], last.truncate(max(8, width - indent), ellipsis=True)]
    blank = Content(" " * indent)
    rows = [Content.assemble(blank if n else first, row) for n, row in enumerate(wrapped)]
    return Content("\n").join(rows)


def cell(text: str, style: str = "") -> Text:
    """User text for a table cell: one line, cut with an ellipsis where the column ends."""
    from rich.text import Text

    return Text(short(text), style=style, no_wrap=True, overflow="ellipsis")
