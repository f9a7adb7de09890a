"""The card of one client: everything that is needed to see whether something must be done."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from triage.health import Flag, Missing, oldest_unhandled
from triage.overview import Overview
from triage.records import Engagement
from tui.client.figures import figure_lines
from tui.wording.formatting import (
    GLYPHS,
    StepTitle,
    count,
    day,
    flag_label,
    health_word,
    own_verdict,
    severity_health,
    shipped_title,
)
from tui.wording.labels import value_word
from tui.wording.record_line import amount
from tui.wording.safe_text import hanging, padded, safe, short
from tui.workspace.list_rows import days_left

WIDTH = 49
"""Columns of text in the card."""
_LABEL = 13
_MOST_FLAGS, _MOST_MISSING = 4, 2


def card(
    one: Overview,
    today: date,
    glyphs: str,
    share: float | None = None,
    width: int = WIDTH,
    title: StepTitle = shipped_title,
) -> Content:
    """The card. `share` is their part of the income, from 0 to 1; None where it is not known."""
    blocks = [
        [heading(one, glyphs, width), who(one, width)],
        [*flag_lines(one, glyphs, width, _MOST_FLAGS), *missing_lines(one, width)],
        figure_lines(one, today, glyphs, share),
        [*step_lines(one, today, width, title)],
    ]
    return Content("\n\n").join(Content("\n").join(block) for block in blocks if block)


def heading(one: Overview, glyphs: str, width: int) -> Content:
    """Name on the left, verdict on the right."""
    health = one.health.health
    word = Content.styled(health_word(health, glyphs), f"$health-{health}")
    name = padded(short(one.client.name), width - word.cell_length - 2, "bold")
    return Content.assemble(name, "  ", word)


def who(one: Overview, width: int) -> Content:
    """Whom one talks to, what was agreed, since when."""
    client = one.client
    since = f"since {client.since:%b %Y}" if client.since else ""
    tie = "" if client.tie == "none" else value_word("tie", client.tie)
    silence = "no contact" if client.do_not_contact else ""
    parts = [silence, short(client.contact or "", 24), tie, agreement(one), since]
    line = "  ·  ".join(part for part in parts if part)
    return padded(line, width, "$quiet")


def agreement(one: Overview) -> str:
    """The newest open agreement, or the client's rate: `retainer 1,800.00 a month`."""
    client, on = one.client, one.on
    open_ones = [
        e for e in one.ledger.engagement if e.start <= on and (e.end is None or on < e.end)
    ]
    if open_ones:
        return _engagement(max(open_ones, key=lambda e: (e.start, e.id)), client.currency)
    if client.rate is not None:
        return f"{amount(client.rate, client.currency)} an hour"
    return ""


def _engagement(engagement: Engagement, currency: str) -> str:
    price = engagement.rate if engagement.mode == "hourly" else engagement.fee
    if price is None:
        return "by the hour" if engagement.mode == "hourly" else engagement.mode
    words = {"hourly": "{} an hour", "fixed": "{} fixed", "retainer": "{} a month"}
    return words[engagement.mode].format(amount(price, currency))


def flag_lines(one: Overview, glyphs: str, width: int, most: int) -> list[Content]:
    """The worst flags, each with its sentence; how many more there are."""
    flags = one.health.flags
    lines = [own_line(one, width)] if one.own else []
    lines += [flag_line(flag, glyphs, width) for flag in flags[:most]]
    if len(flags) > most:
        lines.append(Content.styled(f"  and {len(flags) - most} more", "$quiet"))
    lines += oldest_line(one)
    for accepted in one.health.accepted:
        line = f"  accepted until {day(accepted.until, one.on)}: {flag_label(accepted.flag)}"
        lines.append(Content.styled(line, "$quiet"))
    return lines


def own_line(one: Overview, width: int) -> Content:
    """The user's own verdict with its reason; the computed one stands in the heading."""
    assert one.own is not None
    reason = f": {one.own.reason}" if one.own.reason else ""
    said = Content.styled(own_verdict(one.own, one.on), f"$health-{one.own.health}")
    return hanging(said, Content(safe(reason)), width, 2)


def oldest_line(one: Overview) -> list[Content]:
    """The flag that is there longest with nothing decided about it: the sooner, the better the
    chance to mend it.
    """
    found = oldest_unhandled(one.history, one.on, one.limits)
    if found is None:
        return []
    code, first = found
    age = count((one.on - first).days + 1, "day")
    return [Content.styled(f"  undecided for {age}: {flag_label(code)}", "$quiet")]


def flag_line(flag: Flag, glyphs: str, width: int, lines: int = 2) -> Content:
    """Sign and name in the colour of the flag's weight, then its sentence."""
    health = severity_health(flag.severity)
    sign = Content.styled(
        f"{GLYPHS[glyphs][health]} {flag_label(flag.code):<{_LABEL - 2}}", f"$health-{health}"
    )
    return hanging(sign, Content(safe(flag.reason)), width, lines)


def missing_lines(one: Overview, width: int) -> list[Content]:
    """What is not known, each with its question."""
    return [missing_line(fact, width) for fact in one.health.unknown[:_MOST_MISSING]]


def missing_line(fact: Missing, width: int) -> Content:
    """The question of a missing fact."""
    sign = Content.styled(f"? {fact.fact:<{_LABEL - 2}}", "$health-unknown")
    return hanging(sign, Content(fact.question), width, 2)


def step_lines(
    one: Overview, today: date, width: int, title: StepTitle = shipped_title
) -> list[Content]:
    """The running step with its days left, and what to do next."""
    lines = []
    if one.step is not None:
        left = days_left(one.step.review_by, today)
        rest = f"  since {day(one.step.entered, today)}" + (f"  {left}" if left else "")
        lines.append(Content.assemble((title(one.step.code), "bold"), (rest, "$quiet")))
    action = one.next_action
    if action is not None:
        when = f" ({day(action.due, today)})" if action.due else ""
        label = Content.styled("next    ", "$quiet")
        lines.append(hanging(label, Content(safe(action.text) + when), width, 3))
    return lines
