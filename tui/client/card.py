"""The card of one client: everything that is needed to see whether something must be done."""

from __future__ import annotations

from textual.content import Content

from triage.open_items import running_engagements
from triage.overview import Overview
from triage.records import Engagement
from triage.terms import flag_term, value_term
from tui.client.figures import figure_lines
from tui.wording.formatting import StepTitle, day, shipped_title, with_day
from tui.wording.record_line import amount
from tui.wording.safe_text import hanging, padded, safe, short
from tui.wording.screen_lines import (
    accepted_until,
    flag_line,
    heading,
    oldest_line,
    own_line,
    question_line,
)
from tui.workspace.list_rows import days_left

WIDTH = 49
"""Columns of text in the card."""
_MOST_FLAGS, _MOST_MISSING = 4, 2


def card(
    overview: Overview,
    glyphs: str,
    share: float | None = None,
    width: int = WIDTH,
    title: StepTitle = shipped_title,
) -> Content:
    """The card. `share` is their part of the income, from 0 to 1; None where it is not known."""
    unknown = overview.health.unknown[:_MOST_MISSING]
    questions = [question_line(fact, width, lines=2) for fact in unknown]
    blocks = [
        [heading(overview, glyphs, width), who(overview, width)],
        [*flag_lines(overview, glyphs, width), *questions],
        figure_lines(overview, glyphs, share),
        step_lines(overview, width, title),
    ]
    return Content("\n\n").join(Content("\n").join(block) for block in blocks if block)


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
        return f"{amount(client.rate, client.currency)} an hour"
    return ""


def _engagement(engagement: Engagement, currency: str) -> str:
    price = engagement.rate if engagement.mode == "hourly" else engagement.fee
    if price is None:
        return "by the hour" if engagement.mode == "hourly" else engagement.mode
    words = {"hourly": "{} an hour", "fixed": "{} fixed", "retainer": "{} a month"}
    return words[engagement.mode].format(amount(price, currency))


def flag_lines(overview: Overview, glyphs: str, width: int) -> list[Content]:
    """The worst flags, each with its sentence; how many more there are."""
    flags = overview.health.flags
    lines = [flag_line(flag, glyphs, width) for flag in flags[:_MOST_FLAGS]]
    if len(flags) > _MOST_FLAGS:
        lines.append(Content.styled(f"  and {len(flags) - _MOST_FLAGS} more", "$quiet"))
    accepted = [
        f"  {accepted_until(accepted, overview.on)}: {flag_term(accepted.flag)}"
        for accepted in overview.health.accepted
    ]
    return [
        *own_line(overview, width),
        *lines,
        *oldest_line(overview),
        *(Content.styled(line, "$quiet") for line in accepted),
    ]


def step_lines(overview: Overview, width: int, title: StepTitle = shipped_title) -> list[Content]:
    """The running step with its days left, and what to do next."""
    lines = []
    if overview.step is not None:
        left = days_left(overview.step.review_by, overview.on)
        rest = f"  since {day(overview.step.entered, overview.on)}" + (f"  {left}" if left else "")
        lines.append(Content.assemble((title(overview.step.code), "bold"), (rest, "$quiet")))
    action = overview.next_action
    if action is not None:
        label = Content.styled("next    ", "$quiet")
        text = with_day(safe(action.text), action.due, overview.on)
        lines.append(hanging(label, Content(text), width, 3))
    return lines
