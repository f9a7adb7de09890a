"""The card of one client: everything that is needed to see whether something must be done."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from triage.clients.overview import Overview
from triage.money import amount_text
from triage.open_items import open_records, running_engagements, wanted_by
from triage.records import Action, Engagement, Event
from triage.terms import flag_term, value_term
from tui.client.figures import figure_block
from tui.client.sections import newest
from tui.wording.formatting import StepTitle, day, shipped_title, stamp
from tui.wording.record_line import record_line
from tui.wording.safe_text import both_ends, hanging, padded, short
from tui.wording.screen_lines import (
    LABEL,
    accepted_until,
    flag_paragraph,
    goodbye_line,
    heading,
    next_lines,
    oldest_line,
    own_line,
    question_line,
)
from tui.workspace.list_rows import days_left

_MOST_MISSING = 2
_GAP = 3
"""Columns between two columns of the card, with the line in them."""
_DAY, _STAMP = 10, 12
"""Columns of a day in words, and of a date."""
_MOST_LINES = 3
"""Lines that one record takes at most."""
_NEWEST = 20
"""Lines of the timeline that a card has room for at most."""


def card(
    overview: Overview,
    glyphs: str,
    share: float | None,
    width: int,
    title: StepTitle,
    rows: int,
) -> Content:
    """The card in `rows` rows: the name, below it what is next, then three columns: the flags with
    whole sentences, the figures, and what is new. The step with what is open stands below the
    flags where that leaves room for it, else above what is new. `share` is their part of the
    income, from 0 to 1; None where it is not known.
    """
    each, more = divmod(width - 2 * _GAP, 3)
    first, second, third = each + more, each, each
    top = both_ends(
        heading(overview, glyphs, first), who(overview, width - first - _GAP), width, _GAP
    )
    lines = [top, *_joined([next_lines(overview, width)]), Content("")]
    room = max(0, rows - len(lines))
    flags = flag_column(overview, glyphs, first)
    left = _joined([flags, *_standing(overview, first, title)])
    right = [newest_lines(overview, third, title)]
    if len(left) > room:
        left = _joined([flags])
        right = [*_standing(overview, third, title), *right]
    columns = (
        (left, first),
        (_joined([figure_block(overview, glyphs, share, second)]), second),
        (_joined(right), third),
    )
    line = Content.styled(" │ " if glyphs == "unicode" else " | ", "$rule")
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
        return Content.styled("  more: press Enter", "$quiet")
    return column[number]


def _joined(blocks: Iterable[list[Content]]) -> list[Content]:
    """Blocks with a blank line between them, line by line."""
    text = Content("\n\n").join(Content("\n").join(block) for block in blocks if block)
    return text.split("\n", allow_blank=True)


def _standing(overview: Overview, width: int, title: StepTitle) -> list[list[Content]]:
    """The running step, and what is open."""
    return [running_step(overview, width, title), open_lines(overview, width, title)]


def open_lines(overview: Overview, width: int, title: StepTitle) -> list[Content]:
    """What is promised and not kept yet, asked and not answered, on its day."""
    promised = [
        record
        for record in open_records(overview.history, overview.on, overview.limits)
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


def flag_column(overview: Overview, glyphs: str, width: int) -> list[Content]:
    """All flags and what is not known yet, in a narrow column."""
    unknown = overview.health.unknown[:_MOST_MISSING]
    return [
        *own_line(overview, width),
        *goodbye_line(overview, width),
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
    return [*oldest_line(overview, width), *quiet]


def step_lines(overview: Overview, width: int, title: StepTitle = shipped_title) -> list[Content]:
    """What to do next, and the running step with its days left."""
    return [*next_lines(overview, width), *running_step(overview, width, title)]


def running_step(overview: Overview, width: int, title: StepTitle) -> list[Content]:
    """The running step with its days left."""
    if overview.step is None:
        return []
    left = days_left(overview.step_day, overview.on)
    rest = f"  since {day(overview.step.entered, overview.on)}" + (f", {left}" if left else "")
    label = Content.styled(f"{'step':<{LABEL}}", "$quiet")
    text = Content.assemble(title(overview.step.code), (rest, "$quiet"))
    return [hanging(label, text, width)]
