"""The lines of the Goodbyes screen: who is going, the shelf, the rules, and what showed early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from triage.clients.goodbyes import Goodbye
from triage.ledger import Book
from triage.lessons.hindsight import WRONG_WITHIN_DAYS, Hindsight
from triage.records import WatchRule
from triage.watch.rules import DISMISSALS, is_live, watches_until
from tui.ui.line_keys import ClientKey, RecordKey
from tui.ui.line_list import Item
from tui.wording.formatting import count, dated, day
from tui.wording.safe_text import flowing, hanging, padded, safe, short

_NAME = 24
_TITLES: Mapping[str, str] = {
    "going": "Leaving",
    "later": "Stay in touch",
    "resting": "Resting",
    "no_contact": "No contact",
}

_ENDED_BY: Mapping[str, str] = {
    "mutual": " by mutual agreement",
    "us": " by you",
    "them": " by them",
    "drift": ", you drifted apart",
    "safety": " for safety reasons",
}


@dataclass(frozen=True, slots=True)
class HindsightKey:
    """What had shown early about a client who has ended."""

    client_id: str


def goodbye_sections(
    partings: Sequence[Goodbye], today: date, width: int
) -> list[tuple[str, list[Item]]]:
    """One section for each place somebody can be in."""
    return [
        (title, [_goodbye(goodbye, today, width) for goodbye in partings if goodbye.place == place])
        for place, title in _TITLES.items()
    ]


def _goodbye(goodbye: Goodbye, today: date, width: int) -> Item:
    facts = [Content(part) for part in _facts(goodbye, today) if part]
    label = Content.assemble("  ", padded(short(goodbye.name, 60), _NAME - 2))
    return Item(ClientKey(goodbye.client_id), hanging(label, flowing(facts, width - _NAME), width))


def _facts(goodbye: Goodbye, today: date) -> Iterator[str]:
    if goodbye.place == "going":
        yield f"last day {dated(goodbye.day, today)}" if goodbye.day else "no last day yet"
    elif goodbye.place == "resting":
        yield (
            f"on hold until {dated(goodbye.until, today)}"
            if goodbye.until
            else "on hold, no end date"
        )
    elif goodbye.day is not None:
        by = _ENDED_BY.get(goodbye.ended_by or "", "")
        yield f"ended {dated(goodbye.day, today)}{by}"
    if goodbye.closing:
        yield f"closing checklist: {goodbye.closing}"
    if goodbye.place != "no_contact":
        yield _questions(goodbye, today)
        yield f"say hello {day(goodbye.hello_on, today)}" if goodbye.hello_on else ""
    if goodbye.place in ("later", "no_contact"):
        yield _lesson(goodbye, today)


def _questions(goodbye: Goodbye, today: date) -> str:
    if goodbye.asked_on is not None:
        return f"feedback request sent {dated(goodbye.asked_on, today)}"
    if goodbye.ask_between is None or today > goodbye.ask_between[1]:
        return ""
    first, last = goodbye.ask_between
    if today < first:
        return f"feedback request: send from {dated(first, today)}"
    return f"send the feedback request by {dated(last, today)}"


def _lesson(goodbye: Goodbye, today: date) -> str:
    learned = goodbye.learned
    if learned.final_on is not None:
        return f"lesson finished {dated(learned.final_on, today)}"
    begun = "lesson started" if learned.lesson else "no lesson yet"
    if learned.ready_from is not None and today < learned.ready_from:
        return f"{begun}; you can finish it from {dated(learned.ready_from, today)}"
    return begun


# --- watch rules ----------------------------------------------------------------------------


def rule_items(
    book: Book, firing: Mapping[str, Sequence[str]], today: date, width: int
) -> list[Item]:
    """The rules that watch, then the others. `firing` = rule id -> the names it fires for."""
    live = {rule.id for rule in book.watch_rules if is_live(rule, today, book.reviews)}
    ordered = sorted(book.watch_rules, key=lambda rule: (rule.id not in live, rule.on, rule.id))
    return [
        _rule(rule, rule.id in live, firing.get(rule.id, ()), book, today, width)
        for rule in ordered
    ]


def _rule(
    rule: WatchRule, live: bool, names: Sequence[str], book: Book, today: date, width: int
) -> Item:
    sentence = Content.styled(safe(rule.sentence), "" if live else "$quiet")
    facts = [rule.when, _state(rule, live, book, today)]
    if names:
        facts.append(f"now: {', '.join(short(name, 30) for name in names)}")
    beneath = Content.styled(safe("  ·  ".join(facts)), "$quiet")
    sign = Content.styled("  ~ " if names else "    ", "$health-watch")
    return Item(
        RecordKey.of(rule),
        Content("\n").join(
            [hanging(sign, sentence, width), hanging(Content("    "), beneath, width)]
        ),
    )


def _state(rule: WatchRule, live: bool, book: Book, today: date) -> str:
    if not live:
        ended = rule.retired_on or rule.until
        return f"ended {dated(ended, today)}" if ended else "ended"
    dismissed = len(rule.dismissed)
    last = watches_until(rule, rule.until, book.reviews) if rule.until else None
    until = f"active until {dated(last, today)}" if last else "active"
    return f"{until}, dismissed {dismissed} of {DISMISSALS}" if dismissed else until


# --- hindsight ------------------------------------------------------------------------------


def past_items(
    rows: Sequence[Hindsight], names: Mapping[str, str], today: date, width: int
) -> list[Item]:
    """For each ended client how long before it had shown, and whether it was green wrongly."""
    return [
        Item(
            HindsightKey(row.client_id),
            hanging(
                Content.assemble("  ", padded(short(names[row.client_id], 60), _NAME - 2)),
                Content(_past(row, today)),
                width,
            ),
        )
        for row in rows
    ]


def _past(row: Hindsight, today: date) -> str:
    if row.warning_days is None:
        shown = "never reached “act” before it ended"
    else:
        shown = f"first reached “act” {count(row.warning_days, 'day')} before the end"
    if not row.wrong_green:
        return shown
    weeks, newest = WRONG_WITHIN_DAYS // 7, dated(row.wrong_green[-1], today)
    called = f"rated good in {len(row.wrong_green)} of the last {weeks} weeks"
    return f"{shown}; {called}, most recently {newest}"
