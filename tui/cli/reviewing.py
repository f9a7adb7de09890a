"""`review`: what the weekly review would ask now, and the report of the last finished one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from triage.clients.goodbyes import goodbye_words
from triage.clients.overview import last_finished
from triage.review.report import report_of
from triage.review.report_text import as_markdown
from tui.cli.command import arg, command
from tui.cli.data_file import read_book
from tui.cli.errors import CommandRefused
from tui.cli.named_json import named
from tui.cli.output import say, say_json, say_text
from tui.keys.keymap import in_group, shown
from tui.review.flow import ReviewFlow, weekday
from tui.review.wording import ways
from tui.wording.formatting import count, health_word, long_day
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.ledger import Book
    from triage.review.queue import Card


@command(
    "review",
    arg("--md", action="store_true", help="the report of the last finished review"),
    json=True,
)
def review(args: argparse.Namespace, workspace: Workspace) -> None:
    """The cards that wait, worst first; or the last report as Markdown."""
    if args.md and args.json:
        raise CommandRefused("--md and --json cannot be combined", "choose one of them")
    book = read_book(workspace)
    if args.md:
        say_text(_report(book, workspace).rstrip("\n"))
        return
    flow = ReviewFlow(workspace)
    if args.json:
        say_json(
            {
                "as_of": workspace.today,
                **named(flow.queue, "first", "decisions", "waiting"),
                "cards": [_card_json(flow, card) for card in flow.queue.cards],
            }
        )
        return
    say(*_lines(flow, workspace.settings.glyphs))


def _report(book: Book, workspace: Workspace) -> str:
    """The report as of the day the review ended: the same on every later day."""
    last = last_finished(book.reviews, workspace.today)
    if last is None or last.finished_on is None:
        raise CommandRefused(
            "no review has been finished yet", "start goodterms, then press w to begin one"
        )
    day = weekday(workspace)
    report = report_of(book, last, last.finished_on, day, workspace.limits, workspace.step_title)
    return as_markdown(report)


def _card_json(flow: ReviewFlow, card: Card) -> dict[str, Any]:
    clients = [flow.workspace.overviews[id_] for id_ in card.clients]
    return {
        "place": card.place,
        "clients": [
            {**named(each.client, "id", "name"), **named(each.health, "health")} for each in clients
        ],
        "reason": _reason(flow, card),
        "keys": [{"key": key, "does": does} for key, does in _keys(flow, card)],
    }


def _reason(flow: ReviewFlow, card: Card) -> str:
    if card.place == "batch":
        return f"{len(card.clients)} unchanged good clients"
    overview = flow.workspace.overviews[card.client]
    return (
        "; ".join(part for part in (goodbye_words(overview), overview.health.sentence) if part)
        or "still good?"
    )


def _keys(flow: ReviewFlow, card: Card) -> Iterator[tuple[str, str]]:
    """The keys that answer this card; one that it would refuse is not among them."""
    flow.show(card)
    question = flow.question
    if question is not None:
        digits = f"1-{len(question.answers)}" if question.answers else "a number"
        yield digits, f"answers: {question.question}"
    remapped = flow.workspace.look.keys
    keys = {key.action: remapped.get(key.id, key.keys) for key in in_group("review")}
    for way in ways(flow):
        yield shown(keys[way.action].partition(",")[0]), way.words


def _lines(flow: ReviewFlow, glyphs: str) -> Iterator[str]:
    queue = flow.queue
    title = f"Weekly review on {long_day(flow.workspace.today)}"
    if not queue.cards:
        yield f"{title}: nothing is due."
        return
    yield f"{title}: {count(len(queue.cards), 'card')}, {queue.decisions} to decide"
    for card in queue.cards:
        clients = [flow.workspace.overviews[id_] for id_ in card.clients]
        yield ""
        verdict = health_word(clients[0].verdict, glyphs)
        yield f"{verdict}  {', '.join(client.name for client in clients)}"
        yield f"  {_reason(flow, card)}"
        yield f"  {'; '.join(f'{key} {does}' for key, does in _keys(flow, card))}"
    if queue.waiting:
        yield ""
        yield f"{count(queue.waiting, 'more client')} can wait until next time."
