"""A review's report in plain words: the same for the screen, the file and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from triage.clients.agenda import AgendaEntry
from triage.clients.review_history import day_on_card
from triage.money import amount_text
from triage.playbook.day_text import in_words
from triage.review.figures import WEEK, DayFigures
from triage.review.report import Report
from triage.text import listed, upper_first

_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDER = ("stop", "act", "watch", "unknown", "good")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a section. `label` and `text` may hold what the user or a client wrote."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[ReportLine, ...]


def title(report: Report) -> str:
    """Which review it was."""
    day = report.review.finished_on or report.review.on
    return f"Weekly review, {day:%A} {day.day} {day:%B} {day.year}"


def summary(report: Report) -> list[str]:
    """The sentences at the top, as one would tell somebody how it went."""
    tally = ", ".join(f"{report.verdicts[v]} {v}" for v in _ORDER if report.verdicts.get(v))
    active = "active client" if report.active == 1 else "active clients"
    sentences = [
        f"{_word(report.active).capitalize()} {active}: {tally}."
        if tally
        else "You have no active clients."
    ]
    looked = len(report.cards)
    if looked:
        all_ = "all" if looked == report.active else _word(looked)
        sentences.append(f"You reviewed {all_} of them.")
    went = [
        f"{_word(len(cards))} {'was' if len(cards) == 1 else 'were'} {words}"
        for verdict, words in _WENT.items()
        if (cards := report.of(verdict))
    ]
    if went:
        sentences.append(_sentence(went))
    if report.left_open:
        left = len(report.left_open)
        are = "is" if left == 1 else "are"
        sentences.append(f"{_word(left).capitalize()} {are} still waiting for your review.")
    return sentences


_WENT: Mapping[str, str] = {
    "good": "still good",
    "decided": "decided",
    "hold": "left as is until the due date",
    "snooze": "snoozed with a reason",
    "override": "given your own verdict",
}


def stakes(report: Report) -> list[str]:
    """What it is worth, in money; empty where there is nothing to say."""
    sentences = []
    if report.overdue:
        sums = " and ".join(
            f"{amount_text(sum_, currency)} {currency}"
            for currency, sum_ in sorted(report.overdue.items())
        )
        sentences.append(f"{sums} is overdue, from {', '.join(report.debtors)}.")
    if report.share:
        sentences.append(
            f"Clients at “act” or “stop” brought in {report.share:.0%} of your income "
            "in the last 180 days."
        )
    if report.left_well:
        sentences.append(f"Endings on good terms so far: {report.left_well}.")
    return sentences


def sections(report: Report) -> list[Section]:
    """All sections that have something to say, in the order in which they are read."""
    on = report.review.finished_on or report.review.on
    parts = [
        ("Decided", [_card(report, card, on) for card in report.of("decided")]),
        ("Left as is", [_card(report, card, on) for card in report.of("hold")]),
        ("Snoozed", [_card(report, card, on) for card in report.of("snooze")]),
        ("Your own verdict", [_card(report, card, on) for card in report.of("override")]),
        (
            "Steps you skipped (overrides)",
            [ReportLine(name, words) for name, words in report.passed],
        ),
        ("Still good", _names(_name(report, card) for card in report.of("good"))),
        (
            "Left open",
            [
                ReportLine(overview.name, overview.health.sentence or "")
                for overview in report.left_open
            ],
        ),
        (
            "Waiting for their day",
            [ReportLine(name, f"until {in_words(day, on)}") for name, day in report.waiting],
        ),
        ("Not due this week", _names(overview.name for overview in report.not_due)),
        ("Promised", [_promise(entry, on) for entry in report.promises]),
        ("Overdue", [_entry(entry, on) for entry in report.to_do if entry.day < on]),
        (
            "Until the next review",
            [_entry(entry, on) for entry in report.to_do if entry.day >= on],
        ),
        ("At stake", [ReportLine("", sentence) for sentence in stakes(report)]),
    ]
    return [Section(name, tuple(lines)) for name, lines in parts if lines]


def as_markdown(report: Report) -> str:
    """The report as Markdown. What users wrote loses no letter: Markdown signs are escaped."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {title(report)}"
    yield ""
    yield " ".join(summary(report))
    for section in sections(report):
        yield from ("", f"## {section.title}", "")
        for line in section.lines:
            label = f"**{_plain(line.label)}**: " if line.label else ""
            yield f"- {label}{_plain(line.text)}".rstrip(": ")
    if len(report.trend) > 1:
        yield from _trend(report.trend)
    yield ""
    yield f"Next review: {report.next_review:%A} {report.next_review.day} {report.next_review:%B}."


def _trend(days: Sequence[DayFigures]) -> Iterator[str]:
    """The last reviews as a table, a line each."""
    columns = ("review", "overdue", "effective rate", f"hours, {WEEK} days", *_ORDER)
    yield from ("", f"## The last {len(days)} reviews", "")
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for day in days:
        tally = (str(day.tally.get(verdict, 0)) for verdict in _ORDER)
        cells = (day.on.isoformat(), _sums(day.overdue), _sums(day.rates), f"{day.hours:.1f}")
        yield f"| {' | '.join((*cells, *tally))} |"


def _sums(sums: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{amount_text(sum_, currency)} {currency}" for currency, sum_ in sums.items())


def _card(report: Report, card: Mapping[str, Any], on: date) -> ReportLine:
    until = day_on_card(card.get("until"))
    reason = " ".join(str(card.get("reason") or "").split()) or _following(report, card, on)
    if until is None:
        return ReportLine(_name(report, card), reason)
    if card.get("verdict") == "decided":
        if until <= report.next_review and _is_listed(report, card):
            return ReportLine(_name(report, card), reason)
        sentence = f"{reason.removesuffix('.')}. Review on {in_words(until, on)}"
        return ReportLine(_name(report, card), sentence)
    when = f"until {in_words(until, on)}" if until > on else "due today"
    return ReportLine(_name(report, card), f"{when}: {reason}" if reason else when)


def _is_listed(report: Report, card: Mapping[str, Any]) -> bool:
    """Whether the days of a client stand under what is to be done until the next review."""
    name = _name(report, card)
    return any(entry.client == name for entry in report.to_do)


def _following(report: Report, card: Mapping[str, Any], on: date) -> str:
    """What comes next with a client whose card does not say why it was answered so."""
    action = report.following.get(str(card.get("client")))
    if action is None:
        return ""
    return f"next: {action.text}{f' ({in_words(action.due, on)})' if action.due else ''}"


def _names(names: Iterable[str]) -> list[ReportLine]:
    """All of them in one line; no line where there are none."""
    text = ", ".join(names)
    return [ReportLine("", text)] if text else []


def _promise(entry: AgendaEntry, on: date) -> ReportLine:
    name = entry.client
    who = f"you promised {name}" if entry.kind == "our_promise" else f"{name} promised you"
    if entry.promised:
        who, what = f"{name} promised ", entry.promised
    else:
        who, what = f"{who}: ", entry.text
    kept = ", not kept yet" if entry.day < on else ""
    return ReportLine(in_words(entry.day, on), f"{who}{what}{kept}")


def _entry(entry: AgendaEntry, on: date) -> ReportLine:
    return ReportLine(in_words(entry.day, on), f"{entry.client}: {entry.text}")


def _name(report: Report, card: Mapping[str, Any]) -> str:
    return report.names.get(str(card.get("client")), "a client who was deleted")


def _word(number: int) -> str:
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def _sentence(parts: list[str]) -> str:
    text = listed(parts)
    return f"{upper_first(text)}."


def _plain(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in flat)
