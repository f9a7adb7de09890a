"""Lines that several screens draw alike: a verdict, a flag, a question, an accepted habit, a
record with its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from triage.clients.goodbyes import goodbye_words
from triage.clients.overview import Overview
from triage.health import Accepted, Flag, Missing, oldest_unhandled
from triage.playbook.ask.background import background
from triage.playbook.state.situation import Situation
from triage.terms import flag_term
from tui.wording.formatting import (
    GLYPHS,
    day,
    health_word,
    own_verdict,
    severity_health,
    stamp,
    with_day,
)
from tui.wording.record_line import RecordLine
from tui.wording.safe_text import both_ends, flowing, hanging, safe, short

NOT_TRACKED = "not tracked, your choice"
DATE, WORD = 12, 15
"""Columns of the day and of the word in a line that tells of a record."""
_WIDE, _WIDE_WORD = 88, 23
"""From so many columns on the longest word has a column of its own."""
_NAME = 16
LABEL = 8
"""Columns of the label before a figure, and before what is next."""
_NEXT_LINES = 3
_PASSED_LINES = 3
"""Lines that the reason for passing a gate takes at most."""


def heading(overview: Overview, glyphs: str, width: int) -> Content:
    """Name on the left, verdict on the right."""
    health = overview.health.health
    word = Content.styled(health_word(health, glyphs), f"$health-{health}")
    return both_ends(Content.styled(short(overview.client.name), "bold"), word, width, gap=2)


def own_line(overview: Overview, width: int) -> list[Content]:
    """The user's own verdict with its reason, when there is one; the computed one stands in the
    heading. Below it each gate that was passed, with why.
    """
    lines = []
    if (own := overview.own) is not None:
        verdict = Content.styled(own_verdict(own, overview.on), f"$health-{own.health}")
        lines.append(hanging(verdict, Content(because(own.reason)), width))
    for passed in overview.passed:
        words = Content.styled(safe(passed.words(overview.on)), "$health-watch")
        lines.append(hanging(Content(""), words, width, _PASSED_LINES))
    return lines


def because(reason: str | None) -> str:
    """A reason as it follows what it is the reason of."""
    return f": {safe(reason)}" if reason else ""


def next_line(text: str, width: int) -> Content:
    """What to do now, on at most three lines: it is seen before what stands around it."""
    label = Content.styled(f"{'next':<{LABEL}}", "$accent")
    return hanging(label, Content.styled(safe(text), "bold"), width, _NEXT_LINES)


def next_lines(overview: Overview, width: int) -> list[Content]:
    """The client's next action by its day, where there is one."""
    action = overview.next_action
    if action is None:
        return []
    return [next_line(with_day(action.text, action.due, overview.on), width)]


def flag_sign(flag: Flag, glyphs: str) -> tuple[str, str]:
    """The sign of a flag's weight, and the colour."""
    health = severity_health(flag.severity)
    return GLYPHS[glyphs][health], f"$health-{health}"


def flag_line(flag: Flag, glyphs: str, width: int, lines: int = 2) -> Content:
    """Sign and name in the colour of the flag's weight, then its sentence on at most so many
    lines; 0 = the whole of it.
    """
    sign, colour = flag_sign(flag, glyphs)
    name = Content.styled(f"{sign} {flag_term(flag.code):<{_NAME}}", colour)
    return hanging(name, Content(safe(flag.reason)), width, lines)


def flag_paragraph(flag: Flag, glyphs: str, width: int) -> Content:
    """The same for a narrow column: the whole sentence runs on below the name."""
    sign, colour = flag_sign(flag, glyphs)
    name = (f"{flag_term(flag.code)}  ", colour)
    return hanging(
        Content.styled(f"{sign} ", colour), Content.assemble(name, safe(flag.reason)), width
    )


def goodbye_line(overview: Overview, width: int) -> list[Content]:
    """A goodbye on its way, with its last day and what is left: no verdict tells of it."""
    going = goodbye_words(overview)
    if going is None:
        return []
    text = Content.styled(going[0].upper() + going[1:], "$health-watch")
    return [hanging(Content("  "), text, width)]


def oldest_line(overview: Overview, width: int) -> list[Content]:
    """The flag that is there longest with nothing decided about it: the sooner, the better the
    chance to mend it.
    """
    oldest = oldest_unhandled(overview.history, overview.on, overview.limits)
    if oldest is None:
        return []
    code, first = oldest
    if first == overview.on:
        return []  # nobody could have decided yet
    text = f"{flag_term(code)}: no decision since {day(first, overview.on)}"
    return [hanging(Content("  "), Content.styled(text, "$quiet"), width)]


def question_line(
    fact: Missing, width: int, text: Content | None = None, *, name: int = _NAME, lines: int = 0
) -> Content:
    """The question of a missing fact, or more `text`, beside the fact's name in `name` columns."""
    sign = Content.styled(f"? {fact.fact:<{name}}", "$health-unknown")
    return hanging(sign, text or Content(fact.question), width, lines)


def question_with_answers(fact: Missing, width: int) -> Content:
    """The question with the answers behind their digits, or with how the fact is typed."""
    parts = [
        Content(fact.question),
        *(
            Content.assemble((f"{number} ", "$accent bold"), answer)
            for number, answer in enumerate(fact.answers, start=1)
        ),
        *([Content.styled(fact.hint, "$quiet")] if fact.hint else []),
    ]
    return question_line(fact, width, flowing(parts, width - _NAME - 2))


def accepted_until(accepted: Accepted, today: date) -> str:
    """Until when a habit is accepted."""
    return f"accepted until {day(accepted.until, today)}"


def dated_line(line: RecordLine, today: date, width: int) -> Content:
    """One line of a timeline; what hurt and what did good in their colours.

    A word that is longer than its column has its text beneath it, so that the columns stand.
    """
    style = "$health-act" if line.bad else "$health-good" if line.good else ""
    when = stamp(line.on, today) if line.on else ""
    column = word_column(width)
    first = Content.assemble((f"  {when:<{DATE}}", "$quiet"), (f"{line.word:<{column}}  ", style))
    text = Content(short(line.text))
    if len(line.word) <= column or not line.text:
        return hanging(first, text, width)
    indent = Content(" " * (2 + DATE + column + 2))
    return Content("\n").join([first, hanging(indent, text, width)])


def background_lines(situation: Situation, width: int) -> Iterator[Content]:
    """What helps to decide: how the worst flag came to be, the last contacts, what is promised and
    still to be done.
    """
    lines = background(situation, None)
    labels = 2 + max((len(line.label) for line in lines), default=0)
    for line in lines:
        label = Content.styled(f"{line.label:<{labels}}", "$quiet")
        yield hanging(label, Content(short(line.text)), width)


def indented(lines: Content) -> Content:
    """The same two columns further in, each of its lines."""
    return Content("\n").join(Content.assemble("  ", line) for line in lines.split("\n"))


def word_column(width: int) -> int:
    """Columns of the word in a line so wide."""
    return WORD if width < _WIDE else _WIDE_WORD
