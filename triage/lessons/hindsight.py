"""The false-green ledger: how long an ending had been visible, and when green was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from triage.health import ClientHistory, assess
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits

LOOK_BACK_DAYS = 364
"""How far back the weeks before an end are judged again: a year."""
WRONG_WITHIN_DAYS = 56
"""Green within so many days before an end that was not agreed counts as wrong: our default."""
_CALM_ENDS = ("mutual", "us")


@dataclass(frozen=True, slots=True)
class Hindsight:
    """One ended client, looked at again week by week.

    `red_since` is the first week's day from which the client stood at act or stop, at times, until
    the end; `warning_days` lie between it and the end (None: never red). `wrong_green` are the days
    within the last eight weeks on which the verdict was good although the end was not our wish.
    """

    client_id: str
    ended_on: date
    ended_by: str | None
    red_since: date | None
    wrong_green: tuple[date, ...]

    @property
    def warning_days(self) -> int | None:
        """Days between the first red week and the end."""
        return None if self.red_since is None else (self.ended_on - self.red_since).days


def hindsight(ledger: Ledger, on: date, limits: Limits = DEFAULT) -> Hindsight | None:
    """One client's row of the ledger; None for a client that has not ended by day `on`."""
    client = ledger.client
    ended = client.closed_on
    if ended is None or ended > on:
        return None
    history = ClientHistory(ledger)
    weeks = [shift(ended, -back) for back in range(7, LOOK_BACK_DAYS + 1, 7)]
    verdicts = [(day, assess(history, day, limits).health) for day in weeks]
    red = [day for day, health in verdicts if health in ("act", "stop")]
    wrong = [
        day
        for day, health in verdicts
        if health == "good"
        and client.ended_by not in _CALM_ENDS
        and (ended - day).days <= WRONG_WITHIN_DAYS
    ]
    return Hindsight(
        client_id=client.id,
        ended_on=ended,
        ended_by=client.ended_by,
        red_since=min(red, default=None),
        wrong_green=tuple(sorted(wrong)),
    )


def false_green_ledger(
    ledgers: Iterable[Ledger], on: date, limits: Limits = DEFAULT
) -> list[Hindsight]:
    """Every ended client, the newest end first."""
    rows = [row for ledger in ledgers if (row := hindsight(ledger, on, limits)) is not None]
    return sorted(rows, key=lambda row: (row.ended_on, row.client_id), reverse=True)
