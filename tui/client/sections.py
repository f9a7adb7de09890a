"""The lines of the Client screen: why, steps, what is open, what was agreed, and the timeline.

Each line has a key that says what it stands for: `flag:CODE`, `fact:NAME`, `record:KIND:ID`,
`hours:MONDAY` for the hours of one week, `terms` for what was agreed, `older` for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content

from triage.health import Missing
from triage.ledger import Ledger
from triage.open_items import balance, open_records, wanted_by
from triage.overview import Overview
from triage.records import Attempt, Contract, Invoice, Record, Time
from tui.client.card import flag_line, oldest_line
from tui.client.favours import given_items
from tui.ui.line_list import Item
from tui.wording.formatting import StepTitle, count, dated, day, flag_label, shipped_title, stamp
from tui.wording.labels import value_word
from tui.wording.record_line import RecordLine, amount, hours, record_line
from tui.wording.safe_text import flowing, hanging, safe, short
from tui.workspace.list_rows import days_left

NEWEST = 150
"""Lines of the timeline drawn at once; a client of ten years has thousands."""
_DATE, _WORD = 12, 15
_TOLD = (
    *("engagement", "invoice", "payment", "plan", "gift", "confirmed", "work_item", "energy"),
    *("event", "note", "decision", "action", "message", "lesson", "override"),
)


@dataclass(frozen=True, slots=True)
class ClientPage:
    """What the lines are drawn from and how wide."""

    one: Overview
    today: date
    glyphs: str
    width: int
    title: StepTitle = shipped_title

    @property
    def ledger(self) -> Ledger:
        """The client's records."""
        return self.one.ledger


def client_items(page: ClientPage, *, everything: bool = False) -> list[Item]:
    """All sections. `everything` draws the whole timeline."""
    sections = (
        ("Why", _why(page)),
        ("Steps", _steps(page)),
        ("Open", _open(page)),
        ("Given", given_items(page.one, page.width)),
        ("Agreed", _agreed(page)),
        ("Timeline", _timeline(page, everything)),
    )
    items: list[Item] = []
    for title, lines in sections:
        found = list(lines)
        if found:
            gap = "\n" if items else ""
            items.append(Item("", Content.assemble(gap, (title, "$accent"))))
            items += found
    return items


# --- why ------------------------------------------------------------------------------------


def _why(page: ClientPage) -> Iterator[Item]:
    health = page.one.health
    for flag in health.flags:
        yield Item(f"flag:{flag.code}", flag_line(flag, page.glyphs, page.width))
    yield from (Item("", line) for line in oldest_line(page.one))
    for number, fact in enumerate(health.unknown):
        yield Item(f"fact:{fact.fact}", _question(fact, page.width, answers=number == 0))
    for quirk in health.accepted:
        reason = f": {quirk.reason}" if quirk.reason else ""
        text = f"accepted until {day(quirk.until, page.today)}, {flag_label(quirk.flag)}{reason}"
        yield Item("", _quiet(text, page.width))
    for fact_name in health.not_tracked:
        yield Item("", _quiet(f"{fact_name}: not tracked, your choice", page.width))


def _question(fact: Missing, width: int, *, answers: bool) -> Content:
    sign = Content.styled(f"? {fact.fact:<11}", "$health-unknown")
    parts = [Content(fact.question)]
    if answers:
        parts += [
            Content.assemble((f"{number} ", "$accent bold"), answer)
            for number, answer in enumerate(fact.answers, start=1)
        ]
        parts += [Content.styled(fact.hint, "$quiet")] if fact.hint else []
    return hanging(sign, flowing(parts, width - sign.cell_length), width)


def _quiet(text: str, width: int) -> Content:
    return hanging(Content("  "), Content.styled(safe(text), "$quiet"), width)


# --- steps ----------------------------------------------------------------------------------


def _steps(page: ClientPage) -> Iterator[Item]:
    attempts = sorted(page.ledger.attempt, key=lambda a: (a.on, a.opened_at or "", a.id))
    for attempt in reversed(attempts):
        label = Content.styled(f"  {page.title(attempt.screen):<{_WORD}}  ", "")
        text = Content(safe(_step_text(attempt, page.today)))
        yield Item(record_key(attempt), hanging(label, text, page.width, 2))


def _step_text(attempt: Attempt, today: date) -> str:
    begun = dated(attempt.taken_on or attempt.on, today)
    if attempt.taken_on is None and attempt.outcome is None:
        return f"begun {begun}, not decided yet"
    if attempt.outcome is None:
        left = days_left(attempt.review_by, today)
        return f"since {begun}" + (f", {left}" if left else "")
    ended = dated(attempt.outcome_on, today) if attempt.outcome_on else ""
    reason = f": {attempt.outcome_reason}" if attempt.outcome_reason else ""
    return f"{begun} to {ended}, {value_word('outcome', attempt.outcome)}{reason}"


# --- open -----------------------------------------------------------------------------------


def _open(page: ClientPage) -> Iterator[Item]:
    for record in open_records(page.ledger, page.today):
        yield Item(record_key(record), _open_line(record, page))


def _open_line(record: Record, page: ClientPage) -> Content:
    wanted = wanted_by(record)
    late = wanted is not None and wanted < page.today
    when = day(wanted, page.today) if wanted else "no date"
    style = "$health-watch" if late else "$quiet"
    line = record_line(record, page.ledger, page.today, page.title)
    text = line.text
    if isinstance(record, Invoice):
        currency = record.currency or page.ledger.client.currency
        rest = amount(balance(record, page.ledger, page.today), currency)
        over = (page.today - record.due).days
        text = f"{record.number or ''}  {rest} {currency} open".strip()
        text += f", {count(over, 'day')} late" if over > 0 else ""
    first = Content.assemble((f"  {when:<{_DATE}}", style), f"{line.word:<{_WORD}}  ")
    return hanging(first, Content(short(text)), page.width, 2)


# --- agreed ---------------------------------------------------------------------------------


def _agreed(page: ClientPage) -> Iterator[Item]:
    facts = flowing(contract_facts(page.one.client.contract), page.width - 2)
    yield Item("terms", hanging(Content("  "), facts, page.width))


def contract_facts(contract: Contract) -> list[Content]:
    """The contract facts, each in a few words; a blank is shown as a blank."""
    pause: bool | str | None = contract.pause_clause
    if contract.pause_notice_days is not None and pause is not False:
        pause = f"after {count(contract.pause_notice_days, 'day')}"
    return [
        _fact("written", contract.written, "agreed in writing"),
        _fact("notice", _notice(contract)),
        _fact("pause", pause, "may pause work"),
        _fact("interest", contract.interest_clause, "interest on late pay"),
        _fact("rights", contract.rights_on_payment, "rights pass on payment"),
        _fact("to put right", _days(contract.cure_days)),
    ]


def _notice(contract: Contract) -> str | None:
    form = f"by {contract.notice_form}" if contract.notice_form else None
    return ", ".join(part for part in (_days(contract.notice_days), form) if part) or None


def _days(number: int | None) -> str | None:
    return None if number is None else count(number, "day")


def _fact(label: str, value: bool | str | None, yes: str = "") -> Content:
    if value is None:
        return Content.styled(f"{label} ____", "$quiet")
    if isinstance(value, bool):
        return Content(yes if value else f"no {label}")
    return Content.assemble((f"{label} ", "$quiet"), safe(value))


# --- timeline -------------------------------------------------------------------------------


def _timeline(page: ClientPage, everything: bool) -> Iterator[Item]:
    dated = timeline(page.ledger, page.today, page.title)
    for key, line in dated if everything else dated[:NEWEST]:
        yield Item(key, dated_line(line, page.today, page.width))
    if not everything and len(dated) > NEWEST:
        more = f"  {len(dated) - NEWEST:,} older, enter shows them"
        yield Item("older", Content.styled(more, "$quiet"))


def timeline(
    ledger: Ledger, today: date, title: StepTitle = shipped_title
) -> list[tuple[str, RecordLine]]:
    """Everything with a day, newest first; the hours of a week as one line.

    Answers are left out: they stand in their decision. So are checklist points nobody touched.
    """
    found = [
        (record_key(record), record_line(record, ledger, today, title)) for record in _told(ledger)
    ]
    found += [
        (f"hours:{monday.isoformat()}", _week(monday, times))
        for monday, times in weeks(ledger).items()
    ]
    dated = [(key, line) for key, line in found if line.on is not None]
    return sorted(dated, key=lambda pair: (pair[1].on, pair[0]), reverse=True)


def _told(ledger: Ledger) -> Iterator[Record]:
    for kind in _TOLD:
        yield from getattr(ledger, kind)
    yield from (point for point in ledger.checklist if point.state != "open")


def weeks(ledger: Ledger) -> dict[date, list[Time]]:
    """Hours by the Monday of their week, each week in order of days."""
    found: dict[date, list[Time]] = {}
    for time in sorted(ledger.time, key=lambda t: (t.on, t.id)):
        found.setdefault(time.on - timedelta(days=time.on.weekday()), []).append(time)
    return found


def _week(monday: date, times: list[Time]) -> RecordLine:
    total: dict[str, int] = {}
    for time in times:
        total[time.work] = total.get(time.work, 0) + time.minutes
    text = hours(sum(total.values()))
    others = [f"{hours(m)} {value_word('work', w)}" for w, m in total.items() if w != "bill"]
    if others:
        text += f", of it {', '.join(others)}"
    return RecordLine(max(time.on for time in times), "week's hours", text)


def dated_line(line: RecordLine, today: date, width: int) -> Content:
    """One line of a timeline; what hurt and what did good in their colours."""
    style = "$health-act" if line.bad else "$health-good" if line.good else ""
    when = stamp(line.on, today) if line.on else ""
    first = Content.assemble((f"  {when:<{_DATE}}", "$quiet"), (f"{line.word:<{_WORD}}  ", style))
    return hanging(first, Content(short(line.text)), width, 2)


def record_key(record: Record) -> str:
    """The key of a record's line."""
    return f"record:{record.kind}:{record.id}"
