"""Numbered answers in as few lines as they fit, none of them broken."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

_GAP = 3


def numbered(answers: Sequence[tuple[str, str]], chosen: str | None, width: int) -> Content:
    """Pairs of digit and words, `chosen` (a digit) marked. The words are the program's own."""
    lines: list[list[Content]] = [[]]
    column = 0
    for digit, words in answers:
        mark = digit == chosen
        one = Content.assemble(
            (digit, "$accent bold"), " ", (words, "bold underline" if mark else "")
        )
        if column and column + _GAP + one.cell_length > width:
            lines.append([])
            column = 0
        lines[-1].append(one)
        column += one.cell_length + (_GAP if column else 0)
    return Content("\n").join(Content(" " * _GAP).join(line) for line in lines)
