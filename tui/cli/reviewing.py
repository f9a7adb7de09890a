"""`review`: what the weekly review would ask now, and the report of the last finished one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storage.settings import WEEKDAYS
from triage.overview import last_finished, overviews
from triage.review.card_question import asked
from triage.review.history import NEVER, histories
from triage.review.proposal import offer
from triage.review.queue import queue
from triage.review.report import report_of
from triage.review.report_text import as_markdown
from tui.cli.command import Command
from tui.cli.errors import CommandRefused
from tui.cli.output import say, say_json, say_text
from tui.cli.session import Session
from tui.wording.formatting import count, health_word, long_day

if TYPE_CHECKING:
    from triage.ledger import Book
    from triage.overview import Overview
    from triage.review.away import Ranges
    from triage.review.history import ReviewHistory
    from triage.review.queue import Card, Queue


def _review_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--md", action="store_true", help="the report of the last finished review")


def review(given: argparse.Namespace, session: Session) -> int:
    """The cards that wait, worst first; or the last report as Markdown."""
    if given.md and given.json:
        raise CommandRefused("--md and --json are two things", "name one of them")
    book = session.book()
    if given.md:
        say_text(_report(book, session).rstrip("\n"))
        return 0
    workspace = _desk(book, session)
    found = queue(workspace.ones, book.reviews, session.today, workspace.weekday, workspace.away)
    cards = [_told(card, workspace) for card in found.cards]
    if given.json:
        say_json(
            {
                "as_of": session.today.isoformat(),
                "first": found.first,
                "decisions": found.decisions,
                "waiting": found.waiting,
                "cards": [card.as_json(workspace) for card in cards],
            }
        )
        return 0
    say(*_lines(cards, found, workspace, session))
    return 0


def _report(book: Book, session: Session) -> str:
    """The report as of the day the review ended: the same on every later day."""
    last = last_finished(book.reviews, session.today)
    if last is None or last.finished_on is None:
        raise CommandRefused(
            "no review was finished yet", "goodterms opens the program, w begins one"
        )
    weekday = WEEKDAYS.index(session.settings.review_weekday)
    return as_markdown(report_of(book, last, last.finished_on, weekday, session.limits))


@dataclass(frozen=True)
class _Desk:
    """What a card is told from."""

    ones: Mapping[str, Overview]
    past: Mapping[str, ReviewHistory]
    weekday: int
    away: Ranges

    def history(self, client_id: str) -> ReviewHistory:
        return self.past.get(client_id, NEVER)


def _desk(book: Book, session: Session) -> _Desk:
    return _Desk(
        ones=overviews(book, session.today, session.limits),
        past=histories(book.reviews, session.today),
        weekday=WEEKDAYS.index(session.settings.review_weekday),
        away=session.settings.away,
    )


@dataclass(frozen=True)
class _Told:
    """One card in words; `keys` are those that answer it, each with what it does."""

    card: Card
    reason: str
    keys: tuple[tuple[str, str], ...]

    def as_json(self, workspace: _Desk) -> dict[str, Any]:
        ones = [workspace.ones[id_] for id_ in self.card.clients]
        return {
            "place": self.card.place,
            "clients": [
                {"id": one.client.id, "name": one.name, "health": one.health.health} for one in ones
            ],
            "reason": self.reason,
            "keys": [{"key": key, "does": does} for key, does in self.keys],
        }


def _told(card: Card, workspace: _Desk) -> _Told:
    if card.place == "batch":
        keys = (("space", "still good, all of them"), ("tab", "one by one"))
        return _Told(card, f"{len(card.clients)} steady ones, nothing changed", keys)
    one = workspace.ones[card.client]
    return _Told(card, one.health.sentence or "still good?", tuple(_keys(card, one, workspace)))


def _keys(card: Card, one: Overview, workspace: _Desk) -> Iterator[tuple[str, str]]:
    """The keys that answer this card; one that it would refuse is not among them."""
    question = asked(one)
    if question is not None:
        digits = f"1-{len(question.answers)}" if question.answers else "a number"
        yield digits, f"answers: {question.question}"
    taken = offer(
        one, card, workspace.history(card.client), one.on, workspace.weekday, workspace.away
    )
    if one.verdict == "good":
        yield "space", "still good"
    if taken.hold is not None:
        yield ".", f"leave it as it is until {taken.until}"
    if not taken.snooze_refused:
        yield "z", "look again in some weeks"
    yield "enter", "the safety page" if one.verdict == "stop" else "decide"


def _lines(cards: list[_Told], found: Queue, workspace: _Desk, session: Session) -> Iterator[str]:
    title = f"Weekly review on {long_day(session.today)}"
    if not cards:
        yield f"{title}: nothing is due."
        return
    yield f"{title}: {count(len(cards), 'card')}, {found.decisions} to decide"
    for told in cards:
        ones = [workspace.ones[id_] for id_ in told.card.clients]
        yield ""
        verdict = health_word(ones[0].verdict, session.settings.glyphs)
        yield f"{verdict}  {', '.join(one.name for one in ones)}"
        yield f"  {told.reason}"
        yield f"  {'; '.join(f'{key} {does}' for key, does in told.keys)}"
    if found.waiting:
        yield ""
        yield f"{count(found.waiting, 'more client')} can wait until next time."


COMMANDS: Mapping[str, Command] = {"review": Command(_review_arguments, review)}
