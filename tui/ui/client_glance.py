"""The client under the cursor of a list, beneath it: why, what is next, what happened last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import nlargest

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from triage.clients.overview import Overview
from triage.ledger import Ledger
from triage.records import Invoice, Message, Record
from tui.wording.formatting import stamp
from tui.wording.record_line import record_line
from tui.wording.safe_text import hanging, short
from tui.wording.screen_lines import (
    DATE,
    background_lines,
    flag_line,
    heading,
    next_lines,
    own_line,
    question_line,
)

ROOM = 30
"""Rows of the terminal from which on a list leaves room for it."""
TWO_COLUMNS = 110
"""Columns from which on the newest records stand beside the reasons."""
_ROWS = 11
_BELOW = 3
"""Rows below it and of its own rule: the foot of the screen, and the keys."""
_MOST_REASONS = 5
_KINDS = ("event", "note", "decision", "message", "invoice", "payment")
_MARGINS = 4


class ClientGlance(Horizontal):
    """Hidden while the terminal is too low for it, and when the cursor is on nobody."""

    DEFAULT_CSS = f"""
    ClientGlance {{ height: {_ROWS + 1}; border-top: solid $rule; padding: 0 1; }}
    ClientGlance > Static {{ width: 1fr; }}
    ClientGlance > #glance-newest {{ margin-left: 2; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._reasons = Static(id="glance-reasons")
        self._newest = Static(id="glance-newest")

    @override
    def compose(self) -> ComposeResult:
        yield self._reasons
        yield self._newest

    def show(self, overview: Overview | None, glyphs: str, above: int | None = None) -> None:
        """Draw a client; None for nobody. `above` are the rows that the rest of the screen needs:
        what they leave is the client's.
        """
        width, height = self.screen.size
        self.display = overview is not None and height >= ROOM
        if overview is None or not self.display:
            return
        rows = _ROWS if above is None else max(_ROWS, height - above - _BELOW)
        self.styles.height = rows + 1
        two = width >= TWO_COLUMNS
        column = (width - 2 * _MARGINS) // 2 if two else width - _MARGINS
        reasons = list(_reasons(overview, glyphs, column))
        newest = _fitting(_newest(overview, column, rows), rows)
        self._newest.display = two
        if two:
            taken = sum(_height(line) for line in reasons)
            reasons += _fitting(_background(overview, column), rows - taken)
        else:
            reasons += newest
        self._newest.update(Content("\n").join(newest))
        self._reasons.update(Content("\n").join(reasons))


def _reasons(overview: Overview, glyphs: str, width: int) -> Iterator[Content]:
    yield heading(overview, glyphs, width)
    yield from own_line(overview, width)
    for flag in overview.health.flags[:_MOST_REASONS]:
        yield flag_line(flag, glyphs, width)
    for fact in overview.health.unknown[: _MOST_REASONS - len(overview.health.flags)]:
        yield question_line(fact, width, lines=2)
    yield from next_lines(overview, width)


def _newest(overview: Overview, width: int, rows: int) -> Iterator[Content]:
    for record in newest(overview.ledger, overview.on, rows):
        line = record_line(record, overview.ledger, overview.on)
        style = "$health-act" if line.bad else "$health-good" if line.good else ""
        when = stamp(line.on, overview.on) if line.on else ""
        first = Content.styled(f"{when:<{DATE}}", "$quiet")
        yield hanging(first, Content.styled(short(str(line)), style), width)


def _background(overview: Overview, width: int) -> Iterator[Content]:
    for number, line in enumerate(background_lines(overview.situation, width)):
        yield line if number else Content.assemble("\n", line)


def _fitting(lines: Iterable[Content], rows: int) -> list[Content]:
    """As many of the lines as fit whole."""
    fitting = []
    for line in lines:
        rows -= _height(line)
        if rows < 0:
            break
        fitting.append(line)
    return fitting


def _height(line: Content) -> int:
    return line.plain.count("\n") + 1


def newest(ledger: Ledger, today: date, most: int) -> list[Record]:
    """The newest things that happened up to `today`, newest first; hours are left out."""
    happened = [
        (day, record.id, record)
        for kind in _KINDS
        for record in getattr(ledger, kind)
        if (day := _day_of(record)) is not None and day <= today
    ]
    return [record for _, _, record in nlargest(most, happened, key=lambda entry: entry[:2])]


def _day_of(record: Record) -> date | None:
    if isinstance(record, Invoice):
        return record.issued
    if isinstance(record, Message):
        return record.sent_on
    return getattr(record, "on", None)
