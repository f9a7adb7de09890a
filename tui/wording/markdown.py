"""User text in Markdown: it reads as it was written, and nothing in it becomes a heading, a list, a
link, a picture or HTML (CommonMark 0.31, and the tables, links and strikes of GitHub's dialect).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.wording.safe_text import safe

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$])")
# What a reader makes a link of by itself: an address, and a name that begins like one.
_ADDRESS = re.compile(r"(:)(?=//)|((?<=www)\.)", re.IGNORECASE)
_LINE_START = re.compile(r"([#+=-]|\d+(?=[.)]))")


def plain(text: str) -> str:
    """Text of one line, for the middle of a line."""
    return _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", safe(text)))


def quoted(text: str, indent: str = "") -> Iterator[str]:
    """Text with its own lines, as a block quotation; nothing for a blank text."""
    lines = text.strip().splitlines()
    for number, line in enumerate(lines, start=1):
        shown = _own_line(line.strip())
        # Two blanks keep the line break, which a paragraph would lose.
        kept = "  " if shown and number < len(lines) else ""
        yield f"{indent}> {shown}{kept}" if shown else f"{indent}>"


def _own_line(text: str) -> str:
    escaped = plain(text)
    start = _LINE_START.match(escaped)
    if start is None:
        return escaped
    if start.group().isdecimal():
        return f"{start.group()}\\{escaped[start.end() :]}"
    return f"\\{escaped}"
