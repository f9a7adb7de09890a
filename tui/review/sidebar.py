"""Beside the card: who was answered how, who is at hand, who still comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.content import Content

from tui.review.flow import ReviewFlow
from tui.wording.formatting import GLYPHS, dated
from tui.wording.safe_text import padded, short

MOST = 30
"""Lines shown; the rest is counted."""
_WORDS = {"good": "still good", "decided": "decided", "override": "your verdict"}


def side(flow: ReviewFlow, glyphs: str, width: int) -> Content:
    """A line each, in the order in which they come."""
    lines = [_line(flow, id_, glyphs, width) for id_ in _in_order(flow)]
    if len(lines) > MOST:
        lines = [
            *lines[: MOST - 1],
            Content.styled(f"  and {len(lines) - MOST + 1} more", "$quiet"),
        ]
    return Content("\n").join(lines)


def _in_order(flow: ReviewFlow) -> list[str]:
    at_hand = flow.card.clients if flow.card else ()
    coming = (id_ for card in flow.queue.cards for id_ in card.clients)
    in_order = dict.fromkeys([*flow.done, *at_hand, *coming])
    return [id_ for id_ in in_order if id_ in flow.workspace.overviews]


def _line(flow: ReviewFlow, client_id: str, glyphs: str, width: int) -> Content:
    overview, today = flow.workspace.overviews[client_id], flow.workspace.today
    health = overview.health.health
    here = flow.card is not None and client_id in flow.card.clients
    mark = ("› " if glyphs == "unicode" else "> ") if here else "  "
    answer = _answer(flow.answer(client_id), today)
    sign = Content.styled(GLYPHS[glyphs][health], f"$health-{health}")
    name = padded(short(overview.name), width - 5 - len(answer), "bold" if here else "")
    line = Content.assemble((mark, "$accent"), sign, " ", name, " ", (answer, "$quiet"))
    return line.stylize("$quiet") if answer and not here else line


def _answer(card: Mapping[str, object], today: date) -> str:
    """How a card was answered; "" for one that was not."""
    until, word = str(card.get("until") or ""), str(card.get("verdict"))
    if word in _WORDS or not until:
        return _WORDS.get(word, "")
    day = date.fromisoformat(until)
    return f"until {dated(day, today)}" if day > today else "left as is for now"
