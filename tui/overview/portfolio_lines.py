"""The mix of clients as lines of the screen: share of income, hours, rate, how they pay.

Shares are shown without colour: a large client is a risk of one's own and no fault of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from triage.clients.portfolio import Holding
from triage.limits import Limits
from triage.money import amount_text
from tui.ui.line_keys import ClientKey
from tui.ui.line_list import Item
from tui.wording.formatting import GLYPHS
from tui.wording.safe_text import padded, short

_LEAST_SCALE = 0.5
"""The share that fills a bar, unless a mark stands further out."""
_SHORTEST_NAME, _LONGEST_NAME, _WIDE_NAME = 10, 22, 40
_SHARE, _HOURS, _RATE, _RISK = 6, 7, 10, 14
_GAP = 2
_SHORTEST_BAR = 10
_SMALL_RATE, _NARROW_RATE = 6, 8
_RATE_PART = 7
"""From 100 columns on the bar of the rate has a seventh of them."""
_ROOM_FOR_RISK, _ROOM_FOR_MORE = 76, 100
_SMALL_NAME = 12
_FULL = {"unicode": "━", "ascii": "="}
_MARK = {"unicode": "│", "ascii": "|"}
_REACHED = {"unicode": "╋", "ascii": "+"}
_MORE = {"unicode": "›", "ascii": ">"}


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide things are, and what they are drawn with."""

    name: int
    bar: int
    rate_bar: int
    risk: int
    limits: Limits
    glyphs: str

    @property
    def scale(self) -> float:
        """The share at the end of the bar; the last mark stands well before it."""
        return max(_LEAST_SCALE, max(self.limits.income_marks) * 1.25 / 100)

    @property
    def marks(self) -> dict[int, int]:
        """Cell of the bar -> the mark that stands there, in per cent."""
        return {
            min(self.bar - 1, int(mark / 100 / self.scale * self.bar)): mark
            for mark in self.limits.income_marks
        }


def columns(holdings: Sequence[Holding], width: int, limits: Limits, glyphs: str) -> Columns:
    """Columns that fill `width`; the bar of the income takes what the others leave."""
    longest = max((Content(short(holding.name)).cell_length for holding in holdings), default=0)
    small = width < _ROOM_FOR_RISK
    most = _WIDE_NAME if width >= _ROOM_FOR_MORE else _LONGEST_NAME
    rate_bar = max(_NARROW_RATE, width // _RATE_PART) if width >= _ROOM_FOR_MORE else _NARROW_RATE
    if small:
        rate_bar, most = _SMALL_RATE, _SMALL_NAME
    risk = 0 if small else _RISK
    taken = 2 + _SHARE + 1 + _HOURS + _RATE + 1 + rate_bar + risk + _GAP
    most = max(_SHORTEST_NAME, min(most, width - taken - _SHORTEST_BAR))
    name = min(max(longest, _SHORTEST_NAME), most)
    bar = max(width - taken - name, _SHORTEST_BAR)
    return Columns(name, bar, rate_bar, risk, limits, glyphs)


def heading(at: Columns) -> Content:
    """The names of the columns; the marks stand over the bar."""
    scale = [" "] * at.bar
    free = 0
    for cell, mark in sorted(at.marks.items()):
        label = f"{mark}"
        if cell >= free and cell + len(label) <= at.bar:
            scale[cell : cell + len(label)] = label
            free = cell + len(label) + 1
    least = _RATE + 1 + at.rate_bar // 2 - len("floor") // 2
    rate = f"{'an hour':>{_RATE}}".ljust(least) + "floor"
    risk = "payment risk" if at.risk else ""
    line = (
        f"  {'client':<{at.name}}{'share':>{_SHARE}} {''.join(scale)}"
        f"{'hours':>{_HOURS}}{rate:<{_RATE + at.rate_bar + 1}}{risk:>{at.risk}}"
    )
    return Content.styled(line, "$quiet")


def holding_items(holdings: Iterable[Holding], at: Columns) -> list[Item]:
    """One line a client."""
    return [Item(ClientKey(holding.client_id), _line(holding, at)) for holding in holdings]


def _line(holding: Holding, at: Columns) -> Content:
    share, bar = f"{holding.share or 0:.0%}", _bar(holding, at)
    if holding.income is None:
        share, bar = "", padded("not known", at.bar, "$quiet")
    hours = f"{holding.hours:.1f}" if holding.hours else "-"
    rate = amount_text(holding.rate, holding.currency) if holding.rate is not None else "-"
    risk = _risk(holding) if at.risk else ""
    return Content.assemble(
        (GLYPHS[at.glyphs][holding.health], f"$health-{holding.health}"),
        " ",
        padded(short(holding.name), at.name),
        f"{share:>{_SHARE}} ",
        bar,
        f"{hours:>{_HOURS}}{rate:>{_RATE}} ",
        _rate_bar(holding, at),
        (f"{risk:>{at.risk}}", "$quiet" if not holding.risk.bad else ""),
    )


def _bar(holding: Holding, at: Columns) -> Content:
    share = holding.share or 0
    filled = max(round(share / at.scale * at.bar), 1 if share else 0)
    more = _MORE[at.glyphs] if filled > at.bar else ""
    marks = {cell: (holding.mark or 0) >= mark for cell, mark in at.marks.items()}
    return _drawn(at, at.bar - len(more), filled, marks, more=more)


def _rate_bar(holding: Holding, at: Columns) -> Content:
    """What they pay an hour; the least one would accept is the middle of the bar."""
    if holding.rate is None or not holding.floor:
        return Content(" " * at.rate_bar)
    middle = at.rate_bar // 2
    low = holding.rate < holding.floor
    filled = int(holding.rate / holding.floor * middle)
    return _drawn(at, at.rate_bar, filled, {middle: not low}, low=low)


def _drawn(
    at: Columns,
    width: int,
    filled: int,
    marks: Mapping[int, bool],
    *,
    more: str = "",
    low: bool = False,
) -> Content:
    """A bar with its marks, each reached or not; `low` = it should reach further."""
    colour = "$health-watch" if low else "$secondary"
    cells = []
    for cell in range(width):
        if cell not in marks:
            cells.append((_FULL[at.glyphs] if cell < filled else " ", colour))
        elif marks[cell]:
            cells.append((_REACHED[at.glyphs], colour))
        else:
            cells.append((_MARK[at.glyphs], "$quiet"))
    return Content.assemble(*cells, (more, colour))


def _risk(holding: Holding) -> str:
    if not holding.risk.seen:
        return "-"
    return f"{holding.risk.bad} of {holding.risk.seen}"
