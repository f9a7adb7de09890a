"""The card of one client: everything that is needed to see whether something must be done."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from triage.money import amount_text
from triage.open_items import open_records, running_engagements, wanted_by
from triage.overview import Overview
from triage.records import Action, Engagement, Event
from triage.terms import flag_term, value_term
from tui.client.figures import figure_block, figure_lines
from tui.client.sections import newest
from tui.wording.formatting import StepTitle, day, shipped_title, stamp, with_day
from tui.wording.record_line import record_line
from tui.wording.safe_text import both_ends, hanging, padded, safe, short
from tui.wording.screen_lines import (
    accepted_until,
    flag_line,
    flag_paragraph,
    heading,
    oldest_line,
    own_line,
    question_line,
)
from tui.workspace.list_rows import days_left

WIDTH = 49
"""Columns of text in a card whose width nobody names."""
_MOST_FLAGS, _MOST_MISSING = 4, 2
_GAP = 3
"""Columns between two columns of the card, with the line in them."""
_SIDES = 2
"""Rows of name and agreement above the columns, with the blank one below."""
_DAY, _STAMP = 10, 12
"""Columns of a day in words, and of a date."""
_MOST_LINES = 3
"""Lines that one record takes at most."""
_NEWEST = 20
"""Lines of the timeline that a card has room for at most."""


def card(
    overview: Overview,
    glyphs: str,
    share: float | None = None,
    width: int = WIDTH,
    title: StepTitle = shipped_title,
    rows: int = 0,
) -> Content:
    """The card in one column. `share` is their part of the income, from 0 to 1; None where it is
    not known. With `rows` the weeks are a chart, and what room is left tells what is open and new.
    """
    unknown = overview.health.unknown[:_MOST_MISSING]
    questions = [question_line(fact, width, lines=2) for fact in unknown]
    figures = (
        figure_block(overview, glyphs, share, width)
        if rows
        else figure_lines(overview, glyphs, share)
    )
    blocks = [
        [heading(overview, glyphs, width), who(overview, width)],
        [*flag_lines(overview, glyphs, width), *questions],
        figures,
        step_lines(overview, width, title),
    ]
    if rows:
        blocks += [open_lines(overview, width, title), newest_lines(overview, width, title)]
    lines = _joined(blocks)
    shown = [_line_of(lines, number, rows) for number in range(min(rows, len(lines)))]
    return Content("\n").join(shown if rows else lines)


def card_in_columns(
    overview: Overview,
    glyphs: str,
    share: float | None,
    width: int,
    title: StepTitle,
    rows: int,
) -> Content:
    """The card in three columns of `rows` rows: the flags with whole sentences, the figures, and
    what to do next with what is open and new.
    """
    each, more = divmod(width - 2 * _GAP, 3)
    first, second, third = each + more, each, each
    columns = (
        (_joined([flag_column(overview, glyphs, first)]), first),
        (_joined([figure_block(overview, glyphs, share, second)]), second),
        (
            _joined(
                [
                    step_lines(overview, third, title),
                    open_lines(overview, third, title),
                    newest_lines(overview, third, title),
                ]
            ),
            third,
        ),
    )
    room = max(0, rows - _SIDES)
    line = Content.styled(" │ " if glyphs == "unicode" else " | ", "$rule")
    top = both_ends(
        heading(overview, glyphs, first), who(overview, width - first - _GAP), width, _GAP
    )
    lines = [top, Content("")]
    for number in range(min(room, max(len(column) for column, _ in columns))):
        cells = [
            padded(_line_of(column, number, room), columns_wide) for column, columns_wide in columns
        ]
        lines.append(line.join(cells))
    return Content("\n").join(lines[:rows])


def _line_of(column: list[Content], number: int, room: int) -> Content:
    """A line of a column; its last one says when there is more."""
    if number >= len(column):
        return Content("")
    if number == room - 1 and len(column) > room:
        return Content.styled("  more: enter opens the client", "$quiet")
    return column[number]


def _joined(blocks: Iterable[list[Content]]) -> list[Content]:
    """Blocks with a blank line between them, line by line."""
    text = Content("\n\n").join(Content("\n").join(block) for block in blocks if block)
    return text.split("\n", allow_blank=True)


def open_lines(overview: Overview, width: int, title: StepTitle) -> list[Content]:
    """What is promised and not kept yet, asked and not answered, on its day."""
    promised = [
        record
        for record in open_records(overview.ledger, overview.on)
        if isinstance(record, Event | Action)
    ]
    lines = []
    for record in promised:
        due = wanted_by(record)
        late = due is not None and due < overview.on
        when = day(due, overview.on) if due else "no date"
        line = record_line(record, overview.ledger, overview.on, title)
        label = Content.styled(f"{when:<{_DAY}}", "$health-watch" if late else "$quiet")
        lines.append(hanging(label, Content(short(str(line))), width, _MOST_LINES))
    return [Content.styled("Open", "bold"), *lines] if lines else []


def newest_lines(overview: Overview, width: int, title: StepTitle) -> list[Content]:
    """The newest of the timeline."""
    lines = [
        hanging(
            Content.styled(f"{stamp(line.on, overview.on) if line.on else '':<{_STAMP}}", "$quiet"),
            Content.styled(
                short(str(line)), "$health-act" if line.bad else "$health-good" if line.good else ""
            ),
            width,
            _MOST_LINES,
        )
        for line in newest(overview.ledger, overview.on, _NEWEST, title)
    ]
    return [Content.styled("Newest", "bold"), *lines] if lines else []


def who(overview: Overview, width: int) -> Content:
    """Whom one talks to, what was agreed, since when."""
    client = overview.client
    since = f"since {client.since:%b %Y}" if client.since else ""
    tie = "" if client.tie == "none" else value_term("tie", client.tie)
    silence = "no contact" if client.do_not_contact else ""
    parts = [silence, short(client.contact or "", 24), tie, agreement(overview), since]
    line = "  ·  ".join(part for part in parts if part)
    return padded(line, width, "$quiet")


def agreement(overview: Overview) -> str:
    """The newest open agreement, or the client's rate: `retainer 1,800.00 a month`."""
    client, on = overview.client, overview.on
    if running := running_engagements(overview.ledger, on):
        return _engagement(max(running, key=lambda e: (e.start, e.id)), client.currency)
    if client.rate is not None:
        return f"{amount_text(client.rate, client.currency)} an hour"
    return ""


def _engagement(engagement: Engagement, currency: str) -> str:
    price = engagement.rate if engagement.mode == "hourly" else engagement.fee
    if price is None:
        return "by the hour" if engagement.mode == "hourly" else engagement.mode
    words = {"hourly": "{} an hour", "fixed": "{} fixed", "retainer": "{} a month"}
    return words[engagement.mode].format(amount_text(price, currency))


def flag_lines(overview: Overview, glyphs: str, width: int) -> list[Content]:
    """The worst flags, each with its whole sentence; how many more there are."""
    flags = overview.health.flags
    lines = [flag_line(flag, glyphs, width, lines=0) for flag in flags[:_MOST_FLAGS]]
    if len(flags) > _MOST_FLAGS:
        lines.append(Content.styled(f"  and {len(flags) - _MOST_FLAGS} more", "$quiet"))
    return [*own_line(overview, width), *lines, *_old_and_accepted(overview, width)]


def flag_column(overview: Overview, glyphs: str, width: int) -> list[Content]:
    """All flags and what is not known yet, in a narrow column."""
    unknown = overview.health.unknown[:_MOST_MISSING]
    return [
        *own_line(overview, width),
        *(flag_paragraph(flag, glyphs, width) for flag in overview.health.flags),
        *_old_and_accepted(overview, width),
        *(question_line(fact, width) for fact in unknown),
    ]


def _old_and_accepted(overview: Overview, width: int) -> list[Content]:
    accepted = [
        f"{accepted_until(accepted, overview.on)}: {flag_term(accepted.flag)}"
        for accepted in overview.health.accepted
    ]
    indent = Content("  ")
    quiet = (hanging(indent, Content.styled(line, "$quiet"), width) for line in accepted)
    return [*oldest_line(overview), *quiet]


def step_lines(overview: Overview, width: int, title: StepTitle = shipped_title) -> list[Content]:
    """The running step with its days left, and what to do next."""
    lines = []
    if overview.step is not None:
        left = days_left(overview.step_day, overview.on)
        rest = f"  since {day(overview.step.entered, overview.on)}" + (f"  {left}" if left else "")
        name = Content.styled(title(overview.step.code), "bold")
        lines.append(hanging(Content(""), Content.assemble(name, (rest, "$quiet")), width))
    action = overview.next_action
    if action is not None:
        label = Content.styled("next    ", "$quiet")
        text = with_day(safe(action.text), action.due, overview.on)
        lines.append(hanging(label, Content(text), width, 3))
    return lines
