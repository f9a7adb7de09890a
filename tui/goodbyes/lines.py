"""The lines of the Goodbyes screen: who is going, the shelf, the rules, and what showed early.

Keys: `client:ID`, `rule:ID`, `past:CLIENT`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from textual.content import Content

from triage.goodbyes import Goodbye
from triage.ledger import Book
from triage.lessons.hindsight import WRONG_WITHIN_DAYS, Hindsight
from triage.records import WatchRule
from triage.watch.rules import DISMISSALS, is_live, watches_until
from tui.ui.line_list import Item
from tui.wording.formatting import count, dated, day
from tui.wording.safe_text import flowing, hanging, padded, safe, short

_NAME = 24
_TITLES: Mapping[str, str] = {
    "going": "On the way out",
    "later": "See you later",
    "resting": "Resting",
    "no_contact": "No contact",
}

_ENDED_BY: Mapping[str, str] = {
    "mutual": " by both",
    "us": " by you",
    "them": " by them",
    "drift": ", it faded",
    "safety": " for safety",
}


def headed(sections: Sequence[tuple[str, Sequence[Item]]]) -> Iterator[Item]:
    """Sections with their titles; empty ones are left out."""
    first = True
    for title, lines in sections:
        if lines:
            yield Item("", Content.styled(title if first else f"\n{title}", "$accent"))
            yield from lines
            first = False


def goodbye_sections(
    found: Sequence[Goodbye], today: date, width: int
) -> list[tuple[str, list[Item]]]:
    """One section for each place somebody can be in."""
    return [
        (title, [_goodbye(one, today, width) for one in found if one.place == place])
        for place, title in _TITLES.items()
    ]


def _goodbye(one: Goodbye, today: date, width: int) -> Item:
    facts = [Content(part) for part in _facts(one, today) if part]
    label = Content.assemble("  ", padded(short(one.name, 60), _NAME - 2))
    return Item(f"client:{one.client_id}", hanging(label, flowing(facts, width - _NAME), width))


def _facts(one: Goodbye, today: date) -> Iterator[str]:
    if one.place == "going":
        yield f"last day {dated(one.day, today)}" if one.day else "no last day yet"
    elif one.place == "resting":
        yield f"rests until {dated(one.until, today)}" if one.until else "rests, no end named"
    elif one.day is not None:
        by = _ENDED_BY.get(one.ended_by or "", "")
        yield f"ended {dated(one.day, today)}{by}"
    if one.closing:
        yield f"closing list: {one.closing}"
    if one.place != "no_contact":
        yield _questions(one, today)
        yield f"hello {day(one.hello_on, today)}" if one.hello_on else ""
    if one.place in ("later", "no_contact"):
        yield _lesson(one, today)


def _questions(one: Goodbye, today: date) -> str:
    if one.asked_on is not None:
        return f"five questions sent {dated(one.asked_on, today)}"
    if one.ask_between is None or today > one.ask_between[1]:
        return ""
    first, last = one.ask_between
    if today < first:
        return f"five questions from {dated(first, today)}"
    return f"five questions now, until {dated(last, today)}"


def _lesson(one: Goodbye, today: date) -> str:
    learned = one.learned
    if learned.final_on is not None:
        return f"lesson of {dated(learned.final_on, today)}"
    begun = "lesson begun" if learned.lesson else "no lesson yet"
    if learned.ready_from is not None and today < learned.ready_from:
        return f"{begun}, final from {dated(learned.ready_from, today)}"
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
    said = Content.styled(safe(rule.sentence), "" if live else "$quiet")
    facts = [rule.when, _state(rule, live, book, today)]
    if names:
        facts.append(f"now: {', '.join(short(name, 30) for name in names)}")
    beneath = Content.styled(safe("  ·  ".join(facts)), "$quiet")
    sign = Content.styled("  ~ " if names else "    ", "$health-watch")
    return Item(
        f"rule:{rule.id}",
        Content("\n").join([hanging(sign, said, width), hanging(Content("    "), beneath, width)]),
    )


def _state(rule: WatchRule, live: bool, book: Book, today: date) -> str:
    if not live:
        ended = rule.retired_on or rule.until
        return f"over since {dated(ended, today)}" if ended else "over"
    waved = len(rule.dismissed)
    last = watches_until(rule, rule.until, book.reviews) if rule.until else None
    until = f"watches until {dated(last, today)}" if last else "watches"
    return f"{until}, dismissed {waved} of {DISMISSALS}" if waved else until


# --- hindsight ------------------------------------------------------------------------------


def past_items(
    rows: Sequence[Hindsight], names: Mapping[str, str], today: date, width: int
) -> list[Item]:
    """For each ended client how long before it had shown, and whether it was green wrongly."""
    return [
        Item(
            f"past:{row.client_id}",
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
        shown = "never stood at act before the end"
    else:
        shown = f"first stood at act {count(row.warning_days, 'day')} before the end"
    if not row.wrong_green:
        return shown
    weeks, newest = WRONG_WITHIN_DAYS // 7, dated(row.wrong_green[-1], today)
    called = f"called good in {len(row.wrong_green)} of the last {weeks} weeks"
    return f"{shown}; {called}, the newest {newest}"
