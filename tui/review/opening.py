"""What is said before the cards of a review: sources that are out of date, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from textual.content import Content

from storage.importing.sources import ImportSource
from triage.clients.overview import Overview, last_finished, verdicts_seen
from triage.ledger import Book
from triage.money import amount_text
from triage.playbook.ask.background import open_promises
from triage.review.comes_again import waiting_until
from triage.review.since_last import SinceLast, Sums, since_last
from tui.review.flow import queue_now
from tui.wording.formatting import count, dated, health_word
from tui.wording.safe_text import content, hanging, padded, short
from tui.workspace.list_rows import why
from tui.workspace.sources import old_sources

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace

_LABEL = 16
_NAME = 24
_VERDICT = 11
_MOST_MOVED = 10
"""Clients shown whose verdict moved; the rest is counted."""


@dataclass(frozen=True, slots=True)
class StaleSource:
    """A source to be imported again, and the day of its newest record here."""

    source: ImportSource
    newest: date | None


@dataclass(frozen=True, slots=True)
class Opening:
    """`coming` are the clients of this review in the order of their cards, `decisions` cards need
    one, `waiting` have no card up to a day of their own; `since` is None before the first finished
    review.
    """

    coming: tuple[Overview, ...]
    waiting: tuple[tuple[str, date], ...]
    decisions: int
    stale: tuple[StaleSource, ...]
    since: SinceLast | None

    @property
    def is_empty(self) -> bool:
        """Whether the cards may begin at once."""
        return not self.stale and (self.since is None or self.since.is_empty)


def opening_of(workspace: Workspace) -> Opening:
    """What stands before the cards today. Raises StorageError."""
    book, today = workspace.book, workspace.today
    stale = tuple(
        StaleSource(source, _newest(book, source.source)) for source in old_sources(workspace)
    )
    due_queue = queue_now(workspace)
    coming = tuple(workspace.overviews[id_] for card in due_queue.cards for id_ in card.clients)
    last = last_finished(book.reviews, today)
    since = None
    if last is not None and last.finished_on is not None:
        everybody = {id_: overview.history for id_, overview in workspace.overviews.items()}
        seen = verdicts_seen(last, everybody)
        since = since_last(everybody, last.finished_on, today, workspace.limits, seen)
    waiting: tuple[tuple[str, date], ...] = ()
    if not due_queue.first:
        waits = waiting_until(workspace.overviews, book.reviews, today)
        waiting = tuple((workspace.overviews[id_].name, day) for id_, day in waits.items())
    return Opening(coming, waiting, due_queue.decisions, stale, since)


def _newest(book: Book, source: str) -> date | None:
    days = [
        day
        for ledger in book.ledgers.values()
        for day in (
            *(time.on for time in ledger.time if time.source == source),
            *(invoice.issued for invoice in ledger.invoice if invoice.source == source),
        )
    ]
    return max(days, default=None)


# --- as text --------------------------------------------------------------------------------


def opening_page(opening: Opening, today: date, width: int, repeat: str, glyphs: str) -> Content:
    """The page; `repeat` is what the key is called that imports again."""
    blocks = [[_to_do(opening)]]
    if opening.stale:
        lines = [_stale(stale, today, width) for stale in opening.stale]
        hint = Content.styled(f"  {repeat} imports what is new", "$quiet")
        blocks.append([Content.styled("Data", "$accent"), *lines, hint])
    if opening.since is not None:
        day = dated(opening.since.before.on, today)
        title = Content.styled(f"Since the last review, {day}", "$accent")
        blocks.append([title, *_money(opening.since, width)])
        if opening.since.moved:
            moved = list(_moved(opening.since, glyphs))
            blocks.append([Content.styled("Verdicts that changed", "$accent"), *moved])
    if opening.coming:
        title = Content.styled("Clients to review, in this order", "$accent")
        blocks.append([title, *_coming(opening.coming, width, glyphs)])
    if opening.waiting:
        title = Content.styled("Not in this review: due on a date of their own", "$accent")
        blocks.append([title, *_waiting(opening.waiting, today)])
    if promised := list(_promised(opening.coming, width)):
        blocks.append([Content.styled("Promises still open", "$accent"), *promised])
    return Content("\n\n").join(Content("\n").join(block) for block in blocks)


def _to_do(opening: Opening) -> Content:
    """How many cards wait: the one thing to do from here."""
    if not opening.decisions:
        need = "nothing needs a decision"
    else:
        need = f"{opening.decisions} {'needs' if opening.decisions == 1 else 'need'} a decision"
    return Content.styled(f"{count(len(opening.coming), 'client')} to look at, {need}", "bold")


def _last_import(source: ImportSource, today: date) -> str:
    if source.on is None:
        return "not imported yet"
    return f"last import {count((today - source.on).days, 'day')} ago"


def _stale(stale: StaleSource, today: date, width: int) -> Content:
    newest = f", newest entry {dated(stale.newest, today)}" if stale.newest else ""
    text = f"{short(stale.source.label, 40)}: {_last_import(stale.source, today)}{newest}"
    return hanging(Content("  "), content(text), width, 2)


def _money(since: SinceLast, width: int) -> Iterator[Content]:
    rows = [
        ("paid", _sums(since.paid) or "nothing came in"),
        ("billed", _sums(since.billed) or "nothing"),
        ("overdue", f"{_sums(since.newly_overdue)} more" if since.newly_overdue else "nothing new"),
        *_rates(since.before.rates, since.now.rates),
    ]
    for label, text in rows:
        first = Content.styled(f"  {label:<{_LABEL}}", "$quiet")
        yield hanging(first, content(text), width, 2)


def _rates(before: Sums, now: Sums) -> Iterator[tuple[str, str]]:
    for currency in sorted({*before, *now}):
        then, today = (_rate(rates, currency) for rates in (before, now))
        text = f"{today} {currency} an hour"
        yield "effective rate", text if then == today else f"{text}, was {then}"


def _rate(rates: Mapping[str, Decimal], currency: str) -> str:
    return amount_text(rates[currency], currency) if currency in rates else "nothing"


def _sums(sums: Sums) -> str:
    return ", ".join(
        f"{amount_text(amount, currency)} {currency}" for currency, amount in sums.items()
    )


def _moved(since: SinceLast, glyphs: str) -> Iterator[Content]:
    for moved in since.moved[:_MOST_MOVED]:
        name = padded(short(moved.name), _NAME)
        verdicts = f"{health_word(moved.now, glyphs)}, was {moved.before}"
        yield Content.assemble("  ", name, "  ", content(verdicts))
    if len(since.moved) > _MOST_MOVED:
        yield Content.styled(f"  and {len(since.moved) - _MOST_MOVED} more", "$quiet")


def _coming(coming: Iterable[Overview], width: int, glyphs: str) -> Iterator[Content]:
    for overview in coming:
        health = overview.health.health
        verdict = Content.styled(
            f"  {health_word(health, glyphs):<{_VERDICT}}", f"$health-{health}"
        )
        first = Content.assemble(verdict, padded(short(overview.name), _NAME), "  ")
        yield hanging(first, Content.styled(short(why(overview)), "$quiet"), width, 2)


def _waiting(waiting: Iterable[tuple[str, date]], today: date) -> Iterator[Content]:
    for name, until in waiting:
        yield Content.assemble(
            "  ", padded(short(name), _NAME), "  ", (dated(until, today), "$quiet")
        )


def _promised(coming: Iterable[Overview], width: int) -> Iterator[Content]:
    """What either side has not kept yet, client by client."""
    for overview in coming:
        first = Content.assemble("  ", padded(short(overview.name), _NAME), "  ")
        for text in open_promises(overview.situation):
            yield hanging(first, Content(short(text)), width, 2)
