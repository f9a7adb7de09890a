"""What is done with several clients at once: one change each, so that one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from triage.changes import ChangeSet, Put
from triage.clients.overview import Overview
from triage.clients.review_history import current
from triage.fields.field import FieldError
from triage.health.number_text import counted
from triage.records import Client, Event, Review
from triage.review import session
from triage.review.away import Ranges
from triage.review.queue import Card, queue

_TAKES_OUT = "-"
BATCH = "batch"


def talked(clients: Sequence[Client], on: date, new_id: Callable[[], str]) -> ChangeSet:
    """A real talk with each of them on a day. `new_id` makes the id of one more record."""
    events = (Event(id=new_id(), client=client.id, on=on, what="call") for client in clients)
    return ChangeSet(
        f"{counted(len(clients), 'client')}: talked", tuple(Put(event) for event in events)
    )


def tag_word(typed: str) -> str:
    """A tag as it is typed, `-` before one to take it out. Raises FieldError when it is none."""
    word = typed.strip()
    if not word.removeprefix(_TAKES_OUT).strip() or "," in word:
        raise FieldError("One word or name; put - before it to remove the tag")
    return word


def tagged(clients: Sequence[Client], word: str) -> ChangeSet:
    """The tag on each client that has it not yet, or with `-` before it on none any more."""
    out = word.startswith(_TAKES_OUT)
    tag = word.removeprefix(_TAKES_OUT).strip()
    puts = []
    for client in clients:
        others = tuple(other for other in client.tags if other.casefold() != tag.casefold())
        if out != (len(others) == len(client.tags)):
            puts.append(Put(replace(client, tags=others if out else (*others, tag)), was=client))
    verb = "removed tag" if out else "tagged"
    return ChangeSet(f"{counted(len(puts), 'client')}: {verb} {tag}", tuple(puts))


def still_good(
    chosen: Iterable[str],
    overviews: Mapping[str, Overview],
    reviews: Sequence[Review],
    on: date,
    weekday: int,
    away: Ranges,
    new_id: str,
) -> ChangeSet:
    """The cards of those of the chosen who are good and due in this week's review, answered with
    "still good" together: they come again on their next turn. No change when there are none.

    `new_id` is the id of the review, if none has begun.
    """
    going_on = current(reviews, on)
    cards = queue(overviews, reviews, on, weekday, away).cards
    due = {id_ for card in cards if card.place in ("good", BATCH) for id_ in card.clients}
    clients = tuple(id_ for id_ in chosen if id_ in due)
    if not clients:
        return ChangeSet("Still good")
    review = going_on or session.begin(new_id, on)
    for id_ in clients:
        verdict = session.good(overviews[id_])
        review = session.answered(review, Card(clients, BATCH), verdict, overviews[id_], on)
    others = [other for other in reviews if other.id != review.id]
    if not queue(overviews, [*others, review], on, weekday, away).cards:
        review = session.finished(review, overviews, on)
    label = f"{counted(len(clients), 'client')}: still good"
    return ChangeSet(label, (Put(review, was=going_on),))
