"""Numbered answers in as few lines as they fit, none of them broken; a click is the digit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

_GAP = 3


def numbered(
    answers: Sequence[tuple[str, str]], chosen: str | None, width: int, action: str
) -> Content:
    """Pairs of digit and words, `chosen` (a digit) marked. The words are the program's own.

    `action` is the screen's action that takes the digit.
    """
    lines: list[list[Content]] = [[]]
    column = 0
    for digit, words in answers:
        style = "bold underline" if digit == chosen else ""
        # Not on the digit: what can be clicked has the colour of links, and not its own.
        click = Style.from_meta({"@click": f"screen.{action}({digit})"})
        label = Content.styled(words, style).stylize(click)
        answer = Content.assemble((digit, "$accent bold"), " ", label)
        if column and column + _GAP + answer.cell_length > width:
            lines.append([])
            column = 0
        column += answer.cell_length + (_GAP if column else 0)
        lines[-1].append(answer)
    return Content("\n").join(Content(" " * _GAP).join(line) for line in lines)
