"""The card of a review as text: what changed first, then the figures, the step, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from triage.clients.freshness import NOTHING, Recorded, missing_imports
from triage.clients.goodbyes import goodbye_words
from triage.clients.overview import Overview
from triage.money import amount_text
from triage.playbook.decide.expectations import compared
from triage.playbook.decide.form import why_held
from triage.review.away import Ranges, absences, days_away
from triage.review.card_question import marked_today
from triage.review.changes_since import MOST_REASONS, Change, changes
from triage.review.outlook import Outlook, outlook
from triage.terms import flag_term
from tui.client.card import newest_lines
from tui.client.figures import figure_block, figure_lines, weeks
from tui.wording.formatting import (
    StepTitle,
    count,
    dated,
    day,
    shipped_title,
)
from tui.wording.safe_text import content, hanging, padded, safe, short
from tui.wording.screen_lines import flag_sign, heading, next_line, own_line
from tui.workspace.list_rows import days_left

_LABEL = 8
_CUT = 2
"""Lines of a reason where all do not fit."""
_LEAST_NEWEST = 4
"""Lines of what is newest, its title among them, for which it is worth beginning."""
_LONGEST = 200
"""Characters of a sentence beside its label."""
_WEEKS, _LEAST_NAME, _LONGEST_NAME, _GAP = 15, 12, 28, "  "
"""Columns of thirteen weeks with the floor behind them, and of a name; what is between columns."""
_WAITING = ("OUR_TURN", "SILENT")
"""Flags that count days on which somebody may have been away."""
_ENDINGS, _TEENS = {1: "st", 2: "nd", 3: "rd"}, (11, 12, 13)
_BECAME = {
    "gone": "{} is no longer flagged",
    "less": "it improved ({})",
    "same": "no change ({})",
    "more": "it got worse ({})",
}
_OUTCOME = {
    "worked": "you recorded that it worked",
    "partly": "you recorded that it partly worked",
    "failed": "you recorded that it did not work",
}
_AGAINST = {
    "as": "as you expected",
    "better": "better than you expected",
    "worse": "worse than you expected",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a card is drawn into and from: size, signs, and what is known beside the client.

    `share` is the client's part of the income, `began` the day of the first record kept here,
    `last` the day of the last finished review, `recorded` how new the records of all clients are,
    `put_off` the day on which the client was snoozed last time, and why.
    """

    glyphs: str
    width: int
    rows: int
    share: float | None = None
    began: date | None = None
    last: date | None = None
    away: Ranges = ()
    recorded: Recorded = NOTHING
    title: StepTitle = shipped_title
    put_off: tuple[date, str] | None = None


def head(overview: Overview, frame: Frame) -> Content:
    """Name and verdict; below it the user's own verdict, while there is one."""
    top = heading(overview, frame.glyphs, frame.width)
    return Content("\n").join([top, *own_line(overview, frame.width)])


def card(overview: Overview, proposed: str, frame: Frame) -> Content:
    """Everything between the head and the question, with blank lines and whole sentences where
    there is room."""
    blocks = [
        change_lines(overview, frame),
        [next_line(short(proposed, _LONGEST), frame.width), *step_lines(overview, frame)],
        figure_lines(overview, frame.glyphs, frame.share),
        outlook_lines(overview, frame),
    ]
    if _rows(blocks) > frame.rows:
        blocks[0] = change_lines(overview, frame, most=_CUT)
    tall = [*blocks[:2], figure_block(overview, frame.glyphs, frame.share, frame.width), blocks[3]]
    if _rows(tall) > frame.rows:
        return fitted(blocks, frame.rows)
    return fitted([*tall, _newest(overview, frame, frame.rows - _rows(tall) - 1)], frame.rows)


def _newest(overview: Overview, frame: Frame, rows: int) -> list[Content]:
    """What happened last, as far as there is room for it; nothing where that is next to nothing."""
    lines = newest_lines(overview, frame.width, frame.title)
    shown: list[Content] = []
    for line in lines:
        rows -= len(line.split("\n"))
        if rows < 0:
            break
        shown.append(line)
    return shown if len(shown) >= _LEAST_NEWEST else []


def _rows(blocks: Sequence[Sequence[Content]]) -> int:
    """Rows of blocks that stand apart from each other."""
    lines = sum(len(line.split("\n")) for block in blocks for line in block)
    return lines + sum(1 for block in blocks if block) - 1


def fitted(blocks: Sequence[Sequence[Content]], rows: int) -> Content:
    """The blocks below each other, apart from each other as far as the rows suffice."""
    texts = [Content("\n").join(block) for block in blocks if block]
    gaps = rows - sum(len(text.split("\n")) for text in texts)
    parts: list[Content | str] = []
    for number, text in enumerate(texts):
        parts += [text] if number == 0 else ["\n\n" if number <= gaps else "\n", text]
    return Content.assemble(*parts)


# --- what changed ---------------------------------------------------------------------------


def change_lines(overview: Overview, frame: Frame, *, most: int = 0) -> list[Content]:
    """A goodbye on its way, at most three reasons, new ones first, and how many more there are;
    each on at most so many lines, 0 = the whole of it.
    """
    reasons = changes(overview, frame.began)
    going = goodbye_words(overview)
    lines = [_line("goodbye", going, frame.width)] if going is not None else []
    lines += [_change(change, overview, frame, most) for change in reasons[:MOST_REASONS]]
    if len(reasons) > MOST_REASONS:
        more = f"and {len(reasons) - MOST_REASONS} more: v shows all"
        lines.append(Content.styled(f"{'':<{_LABEL}}{more}", "$quiet"))
    lines += [_line("data", old, frame.width) for old in missing_imports(overview, frame.recorded)]
    for quirk in overview.health.accepted:
        until = dated(quirk.until, overview.on)
        lines.append(
            _line("known", f"{flag_term(quirk.flag)}, accepted until {until}", frame.width)
        )
    return lines or [Content.styled(_nothing(overview, frame), "$quiet")]


def _nothing(overview: Overview, frame: Frame) -> str:
    if overview.health.unknown:
        return "No flags, but something is missing. Answer below."
    if frame.last is None or frame.last == overview.on:
        return "No flags, and nothing is missing."
    return f"No flags, as on {dated(frame.last, overview.on)}."


def _change(change: Change, overview: Overview, frame: Frame, most: int) -> Content:
    label = Content.styled(f"{change.word:<{_LABEL}}", "bold" if change.week else "$quiet")
    if change.flag is None:
        return Content.assemble(label, Content.styled(flag_term(change.code), "$quiet"))
    sign, colour = flag_sign(change.flag, frame.glyphs)
    text = safe(change.flag.reason) + _beside(change, overview, frame)
    return hanging(Content.assemble(label, (f"{sign} ", colour)), Content(text), frame.width, most)


def _beside(change: Change, overview: Overview, frame: Frame) -> str:
    if change.word == "known":
        return ", already there when you started"
    age = (
        f", flagged for the {ordinal(change.week)} week"
        if change.word in ("still", "better")
        else ""
    )
    if change.code in _WAITING:
        first = overview.since.get(change.code, overview.on)
        away = days_away(first, overview.on, absences(overview.ledger, frame.away))
        age += f" (including {count(away, 'day')} away)" if away else ""
    return age


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`, `23rd`."""
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


# --- the step, and how it went --------------------------------------------------------------


def step_lines(overview: Overview, frame: Frame) -> list[Content]:
    """The running step with its days left, and what holds oneself where one stayed."""
    held = _held(overview, frame)
    if overview.step is None:
        return held
    left = days_left(overview.step_day, overview.on)
    look = overview.safety_look
    if look is not None and (decided := look.as_decided(overview.on)):
        return [_line("decided", decided, frame.width), *held]
    title = frame.title(overview.step.code)
    since = f"{title} since {dated(overview.step.entered, overview.on)}"
    return [_line("step", f"{since}, {left}" if left else since, frame.width), *held]


def _held(overview: Overview, frame: Frame) -> list[Content]:
    """Why one stayed with the client, while that decision is the newest."""
    newest = next(iter(reversed(overview.situation.decisions)), None)
    hold = why_held(overview.situation.playbook, newest) if newest is not None else None
    if newest is None or hold is None:
        return []
    day_ = dated(newest.on, overview.on)
    return [_line("stayed", f"on {day_}, because of: “{short(hold, 120)}”", frame.width)]


def outlook_lines(overview: Overview, frame: Frame) -> list[Content]:
    """Why they could wait last time; what a decision expected beside what happened, once it is
    time to look back.
    """
    return [*_put_off(overview, frame), *_expected(overview, frame)]


def _put_off(overview: Overview, frame: Frame) -> list[Content]:
    """Why the client could wait last time, as it was promised when it was asked."""
    if frame.put_off is None:
        return []
    on, reason = frame.put_off
    words = f"Snoozed on {dated(on, overview.on)}: “{short(reason, 120)}”"
    return [hanging(Content(""), content(words), frame.width, 2)]


def _expected(overview: Overview, frame: Frame) -> list[Content]:
    seen = outlook(overview)
    if seen is None or seen.decision.expect is None:
        return []
    if not (happened := _happened(seen, overview)):
        return []
    day_ = dated(seen.decision.on, overview.on)
    expected = f"On {day_} you expected: “{short(seen.decision.expect, 120)}”"
    return [
        hanging(Content(""), content(expected), frame.width, 2),
        hanging(Content(""), content(f"What happened: {happened}"), frame.width, 2),
    ]


def _happened(seen: Outlook, overview: Overview) -> str:
    """What came of a decision; "" where nothing can be said beside what the card says already, as
    of a goodbye that is on its way.
    """
    code = seen.decision.flag
    about = seen.flag.reason if seen.flag else flag_term(code or "")
    outcome = seen.outcome
    if seen.paid_up_on is not None:
        became, outcome = f"paid on {dated(seen.paid_up_on, overview.on)}", outcome or "worked"
    elif seen.not_kept is not None:
        became = f"not paid as promised for {dated(seen.not_kept, overview.on)}"
    elif seen.change:
        became = _BECAME[seen.change].format(about)
    else:
        became = "" if goodbye_words(overview) else f"now {overview.health.health}"
    if not became and outcome is None and not seen.paid:
        return ""
    parts = [
        became,
        f"{amount_text(seen.paid, overview.client.currency)} came in" if seen.paid else "",
        _OUTCOME.get(seen.outcome or "", ""),
        _AGAINST.get(compared(seen.decision.expect, outcome) or "", ""),
    ]
    return "; ".join(part for part in parts if part)


def _line(label: str, text: str, width: int) -> Content:
    return hanging(
        Content.styled(f"{label:<{_LABEL}}", "$quiet"), content(short(text, _LONGEST)), width, 2
    )


# --- the batch ------------------------------------------------------------------------------


def batch(overviews: Sequence[Overview], frame: Frame) -> Content:
    """The steady good clients, a line each; those that do not fit are counted."""
    summary = f"{len(overviews)} clients are unchanged and good, and nothing is missing."
    room = max(1, frame.rows - 3)
    shown = overviews if len(overviews) <= room else overviews[: room - 1]
    lines = _in_columns([_steady(overview, frame) for overview in shown], frame.width)
    if len(shown) < len(overviews):
        lines.append(Content.styled(f"  and {len(overviews) - len(shown)} more", "$quiet"))
    return fitted([[hanging(Content(""), Content(summary), frame.width)], lines], frame.rows)


class _Steady(NamedTuple):
    """A client of the batch: what is earned with them, also week by week, the last talk, how it
    feels."""

    name: str
    rate: str
    bars: Content
    contact: str
    energy: str


def _steady(overview: Overview, frame: Frame) -> _Steady:
    facts, mark = overview.facts, marked_today(overview) or _newest_mark(overview)
    return _Steady(
        name=short(overview.name),
        rate=amount_text(facts.rate_28d, overview.client.currency) if facts.rate_28d else "-",
        bars=weeks(overview, frame.glyphs),
        contact=f"contact {day(facts.last_contact, overview.on)}" if facts.last_contact else "",
        energy=f"energy {mark}" if mark else "",
    )


def _in_columns(rows: Sequence[_Steady], width: int) -> list[Content]:
    """A line each. Names give way first, then the weeks: how it feels is never cut."""
    longest = max(cell_len(row.name) for row in rows)
    rate = max(cell_len(row.rate) for row in rows)
    contact = max(cell_len(row.contact) for row in rows)
    energy = max(cell_len(row.energy) for row in rows)
    taken = len(_GAP) + sum(each + len(_GAP) for each in (rate, contact, energy))
    with_weeks = width - taken - len(_GAP) - _WEEKS >= min(longest, _LEAST_NAME)
    room = width - taken - (len(_GAP) + _WEEKS if with_weeks else 0)
    names = min(longest, _LONGEST_NAME, max(room, _LEAST_NAME))
    return [
        padded(
            Content(_GAP)
            + Content(_GAP).join(
                [
                    padded(row.name, names),
                    padded(row.rate.rjust(rate), rate),
                    *([padded(row.bars, _WEEKS)] if with_weeks else []),
                    padded(row.contact, contact, "$quiet"),
                    padded(row.energy, energy, "$quiet"),
                ]
            ),
            width,
        )
        for row in rows
    ]


def _newest_mark(overview: Overview) -> int | None:
    known = [energy for energy in overview.ledger.energy if energy.on <= overview.on]
    return max(known, key=lambda e: (e.on, e.id)).mark if known else None
