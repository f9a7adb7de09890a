"""The lines of the Client screen: why, steps, what is open, what was agreed, and the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest

from textual.content import Content

from triage.clients.overview import Overview
from triage.ledger import Ledger
from triage.money import amount_text
from triage.open_items import balance, open_records, wanted_by
from triage.playbook.state.as_of import newest_decision
from triage.playbook.state.counted import was_taken
from triage.playbook.state.ladder import counted_by_late
from triage.playbook.vocabulary import STEPS
from triage.records import Attempt, Contract, Invoice, Record, Time
from triage.terms import flag_term, value_term
from tui.client.favours import favour_items
from tui.ui.line_keys import FactKey, FieldKey, FlagKey, RecordKey
from tui.ui.line_list import Item, headed
from tui.wording.formatting import StepTitle, count, dated, day, shipped_title
from tui.wording.record_line import RecordLine, hours, record_line
from tui.wording.safe_text import flowing, hanging, safe, short
from tui.wording.screen_lines import (
    DATE,
    NOT_TRACKED,
    accepted_until,
    because,
    dated_line,
    flag_line,
    goodbye_line,
    oldest_line,
    question_line,
    question_with_answers,
    word_column,
)
from tui.workspace.list_rows import days_left

NEWEST = 150
"""Lines of the timeline drawn at once; a client of ten years has thousands."""
_SHOWN = (
    *("engagement", "invoice", "payment", "plan", "gift", "confirmed", "work_item", "energy"),
    *("event", "note", "decision", "action", "message", "lesson", "override"),
)

_DAYS = ("on", "issued", "start", "from_", "agreed", "due")
"""Where a record has the day it stands on in the timeline."""


@dataclass(frozen=True, slots=True)
class WeekKey:
    """The hours of the week that begins on a Monday."""

    monday: date


@dataclass(frozen=True, slots=True)
class OlderKey:
    """What of the timeline is not drawn yet."""


@dataclass(frozen=True, slots=True)
class ClientPage:
    """What the lines are drawn from and how wide."""

    overview: Overview
    glyphs: str
    width: int
    title: StepTitle = shipped_title

    @property
    def today(self) -> date:
        """The day that the client is shown on."""
        return self.overview.on

    @property
    def ledger(self) -> Ledger:
        """The client's records."""
        return self.overview.ledger


def client_items(page: ClientPage, *, everything: bool = False) -> Iterator[Item]:
    """All sections. `everything` draws the whole timeline."""
    return headed(
        (
            ("Why", _why(page)),
            ("Steps", _steps(page)),
            ("Open", _open(page)),
            ("Unpaid work", favour_items(page.overview, page.width)),
            ("Agreed", _agreed(page)),
            ("Timeline", _timeline(page, everything)),
        )
    )


# --- why ------------------------------------------------------------------------------------


def _why(page: ClientPage) -> Iterator[Item]:
    health = page.overview.health
    yield from (Item(None, line) for line in goodbye_line(page.overview, page.width))
    for flag in health.flags:
        yield Item(FlagKey(flag.code), flag_line(flag, page.glyphs, page.width, lines=0))
    yield from (Item(None, line) for line in oldest_line(page.overview, page.width))
    for number, fact in enumerate(health.unknown):
        draw = question_line if number else question_with_answers
        yield Item(FactKey(fact.fact), draw(fact, page.width))
    for accepted in health.accepted:
        until, reason = accepted_until(accepted, page.today), because(accepted.reason)
        yield _quiet(f"{until}, {flag_term(accepted.flag)}{reason}", page.width)
    for fact_name in health.not_tracked:
        yield _quiet(f"{fact_name}: {NOT_TRACKED}", page.width)


def _quiet(text: str, width: int) -> Item:
    return Item(None, hanging(Content("  "), Content.styled(text, "$quiet"), width))


# --- steps ----------------------------------------------------------------------------------


def _steps(page: ClientPage) -> Iterator[Item]:
    taken = [a for a in page.ledger.attempt if was_taken(a, page.ledger, page.today)]
    attempts = sorted(taken, key=lambda a: (a.on, a.opened_at or "", a.id))
    for attempt in reversed(attempts):
        label = Content.styled(f"  {page.title(attempt.screen):<{word_column(page.width)}}  ", "")
        text = Content(safe(_step_text(attempt, page)))
        yield Item(RecordKey.of(attempt), hanging(label, text, page.width))


def _step_text(attempt: Attempt, page: ClientPage) -> str:
    today, running = page.today, page.overview.step
    begun = dated(attempt.taken_on or attempt.on, today)
    if counted_by_late(attempt, page.overview.situation.decisions):
        # The user took a decision about late payment, and no step.
        return f"{begun}, counted from “{page.title('late')}”"
    passed = f", override: “{attempt.override}”" if attempt.override else ""
    passed += ", for your own reasons" if attempt.own_plans else ""
    if attempt.taken_on is None and attempt.outcome is None:
        return f"started {begun}, {_prepared(attempt, page)}{passed}"
    if attempt.outcome is None:
        if running is None or running.attempt != attempt.id:
            return (begun if attempt.screen not in STEPS else f"since {begun}") + passed
        left = days_left(page.overview.step_day, today)
        return f"since {begun}" + (f", {left}" if left else "") + passed
    ended = dated(attempt.outcome_on, today) if attempt.outcome_on else ""
    reason = f": {attempt.outcome_reason}" if attempt.outcome_reason else ""
    return f"{begun} to {ended}, {value_term('outcome', attempt.outcome)}{reason}{passed}"


def _prepared(attempt: Attempt, page: ClientPage) -> str:
    """What was decided in a step that goes on from there, such as to ask them first."""
    made = newest_decision(page.overview.situation.decisions, attempt.id)
    if made is None:
        return "not decided yet"
    return f"so far: {made.say} ({dated(made.on, page.today)})"


# --- open -----------------------------------------------------------------------------------


def _open(page: ClientPage) -> Iterator[Item]:
    for record in open_records(page.ledger, page.today, page.overview.limits):
        yield Item(RecordKey.of(record), _open_line(record, page))


def _open_line(record: Record, page: ClientPage) -> Content:
    due = wanted_by(record)
    late = due is not None and due < page.today
    when = day(due, page.today) if due else "no date"
    style = "$health-watch" if late else "$quiet"
    line = record_line(record, page.ledger, page.today, page.title)
    text = line.text
    if isinstance(record, Invoice):
        currency = record.currency or page.ledger.client.currency
        rest = amount_text(balance(record, page.ledger, page.today), currency)
        over = (page.today - record.due).days
        text = f"{record.number or ''}  {rest} {currency} open".strip()
        text += f", {count(over, 'day')} overdue" if over > 0 else ""
    word = f"{line.word:<{word_column(page.width)}}  "
    first = Content.assemble((f"  {when:<{DATE}}", style), word)
    return hanging(first, Content(short(text)), page.width)


# --- agreed ---------------------------------------------------------------------------------


def _agreed(page: ClientPage) -> Iterator[Item]:
    facts = flowing(contract_facts(page.overview.client.contract), page.width - 2)
    yield Item(FieldKey("contract.written"), hanging(Content("  "), facts, page.width))


def contract_facts(contract: Contract) -> list[Content]:
    """The contract facts, each in a few words; a blank is shown as a blank."""
    pause: bool | str | None = contract.pause_clause
    if contract.pause_notice_days is not None and pause is not False:
        pause = f"after {count(contract.pause_notice_days, 'day')}"
    return [
        _fact("in writing", contract.written, "agreed in writing"),
        _fact("notice", _notice(contract)),
        _fact("pause clause", pause, "pause clause"),
        _fact("late interest", contract.interest_clause, "late interest"),
        _fact("IP transfer on payment", contract.rights_on_payment, "IP transfers on payment"),
        _fact("time to fix a breach", _days(contract.cure_days)),
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
    lines = timeline(page.ledger, page.today, page.title)
    for key, line in lines if everything else lines[:NEWEST]:
        yield Item(key, dated_line(line, page.today, page.width))
    if not everything and len(lines) > NEWEST:
        more = f"  {len(lines) - NEWEST:,} older: press Enter to see them"
        yield Item(OlderKey(), Content.styled(more, "$quiet"))


TimelineKey = RecordKey | WeekKey


def timeline(
    ledger: Ledger, today: date, title: StepTitle = shipped_title
) -> list[tuple[TimelineKey, RecordLine]]:
    """Everything with a day, newest first; the hours of a week as one line.

    Answers are left out: they stand in their decision. So are checklist points nobody touched.
    """
    return _newest_first(_shown_records(ledger), weeks(ledger), ledger, today, title)


def newest(
    ledger: Ledger, today: date, most: int, title: StepTitle = shipped_title
) -> list[RecordLine]:
    """The newest lines of the timeline. Of ten years a card draws no more than it shows."""
    records: list[Record] = []
    for kind in _SHOWN:
        records += nlargest(most, getattr(ledger, kind), key=_begins)
    records += (attempt for attempt in ledger.attempt if attempt.override)
    records += (point for point in ledger.checklist if point.state != "open")
    by_monday = weeks(ledger)
    latest = {monday: by_monday[monday] for monday in nlargest(most, by_monday)}
    lines = _newest_first(records, latest, ledger, today, title)
    return [line for _, line in lines[:most]]


def _begins(record: Record) -> tuple[date, str]:
    """The day a record stands on in the timeline."""
    days = (getattr(record, name, None) for name in _DAYS)
    return next((day for day in days if isinstance(day, date)), date.min), record.id


def _newest_first(
    records: Iterable[Record],
    hours_of_weeks: Mapping[date, list[Time]],
    ledger: Ledger,
    today: date,
    title: StepTitle,
) -> list[tuple[TimelineKey, RecordLine]]:
    lines: list[tuple[date, TimelineKey, RecordLine]] = []
    for record in records:
        line = record_line(record, ledger, today, title)
        if line.on is not None:
            lines.append((line.on, RecordKey.of(record), line))
    for monday, times in hours_of_weeks.items():
        lines.append((max(time.on for time in times), WeekKey(monday), _week(times)))
    lines.sort(key=_age, reverse=True)
    return [(key, line) for _, key, line in lines]


def _age(entry: tuple[date, TimelineKey, RecordLine]) -> tuple[date, str, str]:
    on, key, _ = entry
    return (on, key.kind, key.id) if isinstance(key, RecordKey) else (on, "", "")


def _shown_records(ledger: Ledger) -> Iterator[Record]:
    for kind in _SHOWN:
        yield from getattr(ledger, kind)
    yield from (attempt for attempt in ledger.attempt if attempt.override)
    yield from (point for point in ledger.checklist if point.state != "open")


def weeks(ledger: Ledger) -> dict[date, list[Time]]:
    """Hours by the Monday of their week, each week in order of days."""
    by_monday: dict[date, list[Time]] = {}
    for time in sorted(ledger.time, key=lambda t: (t.on, t.id)):
        by_monday.setdefault(time.on - timedelta(days=time.on.weekday()), []).append(time)
    return by_monday


def _week(times: list[Time]) -> RecordLine:
    total: dict[str, int] = {}
    for time in times:
        total[time.work] = total.get(time.work, 0) + time.minutes
    text = hours(sum(total.values()))
    others = [f"{hours(m)} {value_term('work', w)}" for w, m in total.items() if w != "bill"]
    if others:
        text += f", including {', '.join(others)}"
    return RecordLine(max(time.on for time in times), "week's hours", text)
