"""The lines beside a message being written: what to look at, what is open, ticks, the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from textual.content import Content

from triage.messages.findings import LintFinding
from triage.messages.law import LawRow, for_country
from tui.messages.draft import MessageDraft
from tui.messages.outline import Part
from tui.ui.line_list import Item, headed
from tui.wording.formatting import GLYPHS, dated, long_day
from tui.wording.safe_text import both_ends, hanging, safe, short
from tui.wording.screen_lines import background_lines

_LEVELS = {"stop": ("stop", "$health-stop"), "warn": ("watch", "$health-watch")}
_SIGN = 8
_MARGIN = Content(" " * _SIGN)
_QUOTED = 40
_OPEN_SLOT = "L12"
COOLING = "L13"
"""The rule that a letter rests for a day."""


@dataclass(frozen=True, slots=True)
class FindingKey:
    """What was found in the text, from 0."""

    n: int


@dataclass(frozen=True, slots=True)
class PartKey:
    """A part of the outline."""

    slot: str


@dataclass(frozen=True, slots=True)
class AskedKey:
    """A question that they asked, from 0."""

    n: int


@dataclass(frozen=True, slots=True)
class LawKey:
    """The tick that the law was looked up."""


@dataclass(frozen=True, slots=True)
class FiguresKey:
    """The figures of the law, or one row of them: shown or not."""

    row: int | None = None


def head(drafting: MessageDraft, width: int) -> Content:
    """Which message and how long; to whom, and when it can go."""
    client = drafting.workspace.ledger(drafting.client_id).client
    template = drafting.template
    spoken = f"{drafting.words} of {template.max_words} words"
    too_long = drafting.words > template.max_words
    first = both_ends(
        Content.assemble((template.title, "bold"), "  ", short(client.name, 60)),
        Content.styled(spoken, "$health-watch" if too_long else "$quiet"),
        width,
        gap=2,
    )
    about = Content.styled(_about(drafting), "$quiet")
    second = both_ends(about, _waiting(drafting), width, gap=2)
    return Content("\n").join([first, second])


def _about(drafting: MessageDraft) -> str:
    today, stored = drafting.workspace.today, drafting.stored
    facts = [drafting.counter]
    if stored is None and drafting.begun_on != today:
        facts.append(f"started {dated(drafting.begun_on, today)}")
    if stored is not None:
        facts.append(f"draft of {dated(stored.on, today)}")
        if stored.parked_on is not None:
            facts.append(f"on hold since {dated(stored.parked_on, today)}")
    facts.append(drafting.footer)
    facts += [passed.words(today) for passed in drafting.passed]
    return "  ·  ".join(part for part in facts if part)


def _waiting(drafting: MessageDraft) -> Content:
    ends = drafting.ready_at
    if ends is None:
        return Content("")
    return Content.styled(f"sleep on it: {_moment(ends, drafting.moment)}", "$health-watch")


def _moment(ends: datetime, now: datetime) -> str:
    """`until Sat 14 Mar 16:30, 23 h left`."""
    left = ends - now
    hours = int(left.total_seconds() // 3600)
    rest = f"{hours} h" if hours else f"{max(1, int(left.total_seconds() // 60))} min"
    return f"until {dated(ends.date(), now.date())} {ends:%H:%M}, {rest} left"


def items(
    drafting: MessageDraft, findings: Sequence[LintFinding], width: int, *, figures: bool
) -> Iterator[Item]:
    """All lines. What was written comes first, then what is open, then what the whole lacks.

    `figures` shows those of the law, and not only that there are some.
    """
    parts = drafting.parts()
    sections = (
        ("Check", _findings(drafting, findings, width, placed=True)),
        ("To fill in", _parts(parts, "open", width)),
        ("Before you send", _findings(drafting, findings, width, placed=False)),
        ("They asked", _asked(drafting, width)),
        ("The law", _law(drafting, width, figures)),
        ("If you like", _parts(parts, "left_out", width)),
        ("Done", _parts(parts, "done", width)),
    )
    return headed(sections)


def _findings(
    drafting: MessageDraft, findings: Sequence[LintFinding], width: int, *, placed: bool
) -> Iterator[Item]:
    glyphs = GLYPHS[drafting.workspace.settings.glyphs]
    for n, finding in enumerate(findings):
        # An open name is said once, where the part of the outline stands.
        if bool(finding.place) is not placed or is_blank(finding):
            continue
        health, style = _LEVELS.get(finding.level, ("ended", "$quiet"))
        sign = Content.styled(f"{glyphs[health]} {finding.level:<{_SIGN - 2}}", style)
        words = short(" ".join(finding.text.split()), _QUOTED)
        quoted = f"“{words}” " if words else ""
        why = _rest(drafting) if finding.rule == COOLING else finding.why
        # Without the rule's id, which only words.toml needs: the command line has it.
        text = Content.assemble((quoted, "bold"), safe(why))
        yield Item(FindingKey(n), hanging(sign, text, width))


def _rest(drafting: MessageDraft) -> str:
    ends = drafting.ready_at or drafting.moment
    day = dated(ends.date(), drafting.workspace.today)
    return (
        f"Wait until {day}, {ends:%H:%M}: one day after you wrote it, or after "
        "their harsh message. You can still edit it."
    )


def is_blank(finding: LintFinding) -> bool:
    """Whether a finding is an open name of the outline, and nothing that was written."""
    return finding.rule == _OPEN_SLOT and finding.text.startswith("{")


def _parts(parts: Sequence[Part], state: str, width: int) -> Iterator[Item]:
    signs = {"open": ("  __    ", "$accent"), "left_out": ("  +     ", "$quiet")}
    for part in parts:
        if part.state == state:
            sign = Content.styled(*signs.get(state, ("  ✓     ", "$health-good")))
            style = "$quiet" if state == "done" else ""
            yield Item(
                PartKey(part.slot.id),
                hanging(sign, Content.styled(safe(part.slot.prompt), style), width),
            )


def _asked(drafting: MessageDraft, width: int) -> Iterator[Item]:
    for n, question in enumerate(drafting.asked):
        sign = _box(question in drafting.answered)
        yield Item(AskedKey(n), hanging(sign, Content(short(question)), width))


def _box(ticked: bool) -> Content:
    return Content.styled("  [x]   " if ticked else "  [ ]   ", "$accent")


def _law(drafting: MessageDraft, width: int, figures: bool) -> Iterator[Item]:
    if not drafting.wants_law:
        return
    country = drafting.workspace.ledger(drafting.client_id).client.country
    rows = for_country(country)
    ticked = drafting.checked_on
    checked = "Legal figures: not checked yet"
    if ticked is not None:
        checked = f"Legal figures: checked on {long_day(ticked)}"
    tick = Content(checked)
    yield Item(LawKey(), hanging(_box(ticked is not None), tick, width))
    if not rows[0].known:
        where = f"for {short(country, 20)}" if country else "for them: no country on file"
        yield Item(
            FiguresKey(), _plain(f"Not known {where}. Look it up before you name any law.", width)
        )
    elif not figures:
        yield Item(FiguresKey(), _plain(f"Enter shows what is on file for {country}", width))
    else:
        lines = (line for row in rows for line in _row(row, width))
        yield from (Item(FiguresKey(n), line) for n, line in enumerate(lines))


def _plain(text: str, width: int) -> Content:
    return hanging(_MARGIN, Content.styled(text, "$quiet"), width)


def _row(row: LawRow, width: int) -> Iterator[Content]:
    """A regime in lines of their own, so that a short list can be walked through."""
    where = f", {row.where}" if row.where else ""
    yield hanging(_MARGIN, Content.styled(row.regime + where, "bold"), width)
    bullet = Content.assemble(_MARGIN, "· ")
    yield from (hanging(bullet, Content(figure), width) for figure in row.figures)
    yield from (hanging(bullet, Content.styled(trap, "$quiet"), width) for trap in row.traps)
    yield _plain(f"Sources, checked on {_day(row.checked_on)}:", width)
    yield from (_plain(page, width) for page in row.pages)


def _day(when: date | None) -> str:
    return f"{when.day} {when:%B %Y}" if when else "an unknown date"


def background_text(drafting: MessageDraft, width: int) -> Content:
    """What is known of the client beside the draft: flag, last contacts, promises, what is due."""
    return Content("\n").join(background_lines(drafting.situation, width))
