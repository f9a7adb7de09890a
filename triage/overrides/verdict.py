"""The user's own verdict beside the computed one, which it never hides.

A worse one counts at once and needs nothing. A better one needs a reason and an end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.health import verdict_rank
from triage.health.model import VERDICTS
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.reason import NoReason
from triage.reason import reason as checked_reason
from triage.records import Override

MOST_WEEKS = 4
"""A better verdict than the computed one ends after so many weeks at the latest; seed rule."""
REASON_CHARS = 10
"""A reason of at least so many characters; our default."""
_SAYABLE = ("stop", "act", "watch", "good")
"""What one may say of a client oneself, worst first."""
_ONLY_BY_PAGE = "“Stop” is cleared on the Safety page: press Enter to open it."
_WORSE_THAN_ANY = ("stop", "act", "watch")


def choices(computed: str) -> tuple[str, ...]:
    """The verdicts that may be given beside the computed one: the milder ones first, and of both
    sorts the nearest first. Of a stop nothing milder may be said.
    """
    milder = [word for word in _SAYABLE if is_better(word, computed)]
    worse = [word for word in _SAYABLE if is_better(computed, word)]
    return (*([] if computed == "stop" else milder), *reversed(worse))


class NotYours(Exception):
    """A verdict of one's own that cannot be given; the message says why and what to do instead."""


def running_override(ledger: Ledger, on: date) -> Override | None:
    """The verdict the user gave last, while it runs on day `on`; a newer one ends an older."""
    overrides = [o for o in ledger.override if o.on <= on and o.health in VERDICTS]
    newest = max(overrides, key=lambda o: (o.on, o.id), default=None)
    if newest is None or (newest.until is not None and newest.until < on):
        return None
    return newest


def running_beside(ledger: Ledger, computed: str, on: date) -> Override | None:
    """The same beside a computed verdict: a better one is over after four weeks, whatever end a
    file may give it.
    """
    own = running_override(ledger, on)
    if own is None or not is_better(own.health, computed):
        return own
    return own if on <= shift(own.on, 7 * MOST_WEEKS) else None


def is_better(verdict: str, than: str) -> bool:
    """Whether a verdict is milder than another."""
    return verdict_rank(verdict) > verdict_rank(than)


def counting(computed: str, own: Override | None) -> str:
    """The verdict that lists and reviews go by: the worse of the two, so that nothing is hidden."""
    if own is not None and own.health in _WORSE_THAN_ANY and is_better(computed, own.health):
        return own.health
    return computed


def override(
    ledger: Ledger,
    computed: str,
    verdict: str,
    on: date,
    new_id: str,
    *,
    reason: str = "",
    weeks: int | None = None,
) -> Override:
    """The record of a verdict of one's own, given on day `on`; a second one that day replaces it.

    `reason` and `weeks` are needed for a better verdict only. Raises NotYours.
    """
    if verdict == computed:
        raise NotYours(f"Good Terms already says {computed}.")
    today = running_override(ledger, on)
    own = Override(
        id=today.id if today is not None and today.on == on else new_id,
        client=ledger.client.id,
        on=on,
        health=verdict,
        until=None if weeks is None else shift(on, 7 * weeks),
        reason=" ".join(reason.split()) or None,
    )
    check_own(own, computed)
    return own


def check_own(own: Override, computed: str) -> None:
    """A better verdict than the computed one has a reason and ends soon. Raises NotYours."""
    if not is_better(own.health, computed):
        return
    if computed == "stop":
        raise NotYours(_ONLY_BY_PAGE)
    own_reason(own.reason or "")
    if own.until is None or not own.on < own.until <= shift(own.on, 7 * MOST_WEEKS):
        raise NotYours(
            f"Choose 1 to {MOST_WEEKS} weeks; after that the computed verdict counts again."
        )


def why_none(computed: str, own: Override | None) -> str | None:
    """Why no verdict of one's own can be given; None when there is something to choose."""
    return None if choices(computed) or own is not None else _ONLY_BY_PAGE


def own_reason(text: str) -> str:
    """The reason for a better verdict. Raises NotYours."""
    try:
        return checked_reason(text, REASON_CHARS)
    except NoReason as no_reason:
        raise NotYours(f"Please write {no_reason}. You will read it next week.") from None


def withdrawn(own: Override, on: date) -> Override:
    """The same verdict, at its end since yesterday."""
    return replace(own, until=shift(on, -1))
