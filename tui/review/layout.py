"""The whole page of a review's card, part by part, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from textual.content import Content

from triage.clients.freshness import recorded
from triage.clients.overview import last_finished
from triage.clients.review_history import ReviewHistory
from triage.health import Missing
from tui.review.card import Frame, batch, card, head
from tui.review.flow import ReviewFlow
from tui.review.sidebar import side
from tui.review.wording import progress, proposal
from tui.ui.numbered import numbered
from tui.wording.formatting import count
from tui.wording.safe_text import content, padded

SIDE = 42
"""Columns of the side that shows who came and who comes (see review.tcss)."""
TWO_PANES = 110
"""Columns from which there is room for the side."""

_FIXED_ROWS = 7
"""Title, both rules, a blank one above the question, the remark, and two rows of keys."""
_TYPED = {
    "contact": "Type the number of days, 0 for today.",
    "terms": "Press {} to type the rate and the floor.",
}
"""How answers are given that are longer than one digit."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Where one is, who is at hand, the card, its question, and the others beside it."""

    top: Content
    head: Content
    card: Content
    asks: Content
    side: Content


def page(flow: ReviewFlow, columns: int, rows: int, enter: str) -> ReviewPage:
    """The page of the card at hand on a screen of so many columns and rows.

    `enter` is what the key is called that begins an answer in writing.
    """
    glyphs, width = flow.workspace.look.glyphs, max(20, columns - 2)
    beside = SIDE + 1 if columns >= TWO_PANES else 0
    title = Content.styled("Weekly review  ", "bold")
    boxes = content(progress(flow, glyphs, width - title.cell_length))
    frame = _frame(flow, width)
    above, asks = _head(flow, frame), _asks(flow, width, enter)
    left = rows - _FIXED_ROWS - _height(above, width) - _height(asks, width)
    return ReviewPage(
        top=padded(title + boxes, width),
        head=above,
        card=_card(flow, replace(frame, width=width - beside, rows=left)),
        asks=asks,
        side=side(flow, glyphs, SIDE - 4) if beside else Content(""),
    )


def _height(text: Content, width: int) -> int:
    """Rows that a text takes, wrapped as the screen wraps it."""
    return sum(len(line.wrap(width)) or 1 for line in text.split("\n"))


def _frame(flow: ReviewFlow, width: int) -> Frame:
    workspace = flow.workspace
    last = last_finished(workspace.book.reviews, workspace.today)
    began = workspace.records.began if last is None else None
    return Frame(
        glyphs=workspace.look.glyphs,
        width=width,
        rows=0,
        share=None if flow.is_batch else workspace.shares.get(flow.overview.client.id),
        began=began.date() if began else None,
        last=last.finished_on if last else None,
        away=workspace.settings.away,
        recorded=recorded(workspace.overviews.values()),
        title=workspace.step_title,
        put_off=None if flow.is_batch else _put_off(flow.history),
    )


def _put_off(history: ReviewHistory) -> tuple[date, str] | None:
    if history.last is None or history.last_verdict != "snooze" or not history.reason:
        return None
    return history.last, history.reason


def _head(flow: ReviewFlow, frame: Frame) -> Content:
    if flow.is_batch:
        return Content.styled(f"{count(len(flow.together), 'client')} together", "bold")
    return head(flow.overview, frame)


def _card(flow: ReviewFlow, frame: Frame) -> Content:
    if flow.is_batch:
        return batch(flow.together, frame)
    return card(flow.overview, proposal(flow), frame)


def _asks(flow: ReviewFlow, width: int, enter: str) -> Content:
    """The one question of the card, with its numbered answers."""
    if flow.is_batch:
        return Content("")
    fact = flow.question
    if fact is None:
        return Content.styled("Nothing left to answer. Choose a key below.", "$quiet")
    return _question(fact, width, enter)


def _question(fact: Missing, width: int, enter: str) -> Content:
    question = Content.styled(fact.question, "bold")
    if fact.answers:
        pairs = [(str(n), words) for n, words in enumerate(fact.answers, start=1)]
        return Content.assemble(question, "\n", numbered(pairs, None, width, "answer"))
    hint = _TYPED.get(fact.fact, "{} begins").format(enter)
    return Content.assemble(question, "\n", (hint, "$quiet"))
