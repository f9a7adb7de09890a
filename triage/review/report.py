"""The closing page of a review, as a good assistant would write it; Markdown for the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from triage.agenda import WEEK, Entry, due_by
from triage.money import money_text
from triage.overview import Overview
from triage.records import Review

_ONE_KEY = ("good", "hold", "snooze")


@dataclass(frozen=True)
class Report:
    """What a review came to. Cards are those of `review`, in the order they were answered."""

    review: Review
    cards: tuple[Mapping[str, Any], ...]
    names: Mapping[str, str]
    left_open: tuple[str, ...]
    coming: tuple[Entry, ...]
    overdue: Mapping[str, Decimal]
    active: int

    def of(self, *verdicts: str) -> list[Mapping[str, Any]]:
        """The cards that were answered like that."""
        return [card for card in self.cards if card.get("verdict") in verdicts]

    @property
    def one_key(self) -> int:
        """How many cards one key answered."""
        return len(self.of(*_ONE_KEY))


def report(
    review: Review, overviews: Mapping[str, Overview], agenda: list[Entry], on: date
) -> Report:
    """The report of a review as of day `on`."""
    living = {i: o for i, o in overviews.items() if o.health.health not in ("ended", "resting")}
    answered = {str(card.get("client")) for card in review.cards}
    overdue: dict[str, Decimal] = {}
    for one in living.values():
        if one.facts.overdue > 0:
            currency = one.client.currency
            overdue[currency] = overdue.get(currency, Decimal(0)) + one.facts.overdue
    return Report(
        review=review,
        cards=review.cards,
        names={id_: one.name for id_, one in overviews.items()},
        left_open=tuple(
            id_
            for id_, one in living.items()
            if id_ not in answered and one.health.health in ("stop", "act", "unknown")
        ),
        coming=tuple(due_by(agenda, on, WEEK)),
        overdue=overdue,
        active=len(living),
    )


def as_markdown(found: Report) -> str:
    """The report as Markdown. Names are the user's own text: their Markdown signs are escaped."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Report) -> Iterator[str]:
    day = found.review.finished_on or found.review.on
    yield f"# Weekly review, {day:%A} {day.day} {day:%B} {day.year}"
    yield ""
    yield (
        f"{found.active} active clients, {len(found.cards)} looked at, "
        f"{found.one_key} of them with one key."
    )
    sections = (
        ("Decided", found.of("decided")),
        ("Held until their date", found.of("hold")),
        ("Put off", found.of("snooze")),
        ("Your own verdict", found.of("override")),
    )
    for title, cards in sections:
        if cards:
            yield from ("", f"## {title}", "")
            yield from (_card(found, card) for card in cards)
    good = found.of("good")
    if good:
        names = ", ".join(_name(found, card) for card in good)
        yield from ("", "## Still good", "", names)
    if found.left_open:
        yield from ("", "## Left open", "")
        yield from (f"- {_plain(found.names[id_])}" for id_ in found.left_open)
    if found.coming:
        yield from ("", "## Next seven days", "")
        for entry in found.coming:
            yield f"- {entry.day}: {_plain(entry.client)}: {_plain(entry.text)}"
    if found.overdue:
        sums = ", ".join(f"{money_text(s, c)} {c}" for c, s in sorted(found.overdue.items()))
        yield from ("", f"Overdue in all: {sums}.")


def _card(found: Report, card: Mapping[str, Any]) -> str:
    name = _name(found, card)
    reason = _plain(str(card.get("reason") or ""))
    until = f" (until {_plain(str(card['until']))})" if card.get("until") else ""
    return f"- **{name}**{until}: {reason}" if reason else f"- **{name}**{until}"


def _name(found: Report, card: Mapping[str, Any]) -> str:
    return _plain(found.names.get(str(card.get("client")), "a client since removed"))


def _plain(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in flat)
