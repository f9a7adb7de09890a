"""Hours that were worked by the hour since the last invoice, and are on no invoice yet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from triage.health.number_text import amount, hours
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import Window, shift


@dataclass(frozen=True, slots=True)
class UnbilledHours:
    """`worth` counts each hour at the rate of its day; 0 where no rate is known."""

    minutes: int
    worth: Fraction
    currency: str

    @property
    def words(self) -> str:
        """The hours, and the money they are worth."""
        worked = f"{hours(self.minutes)} not invoiced"
        money = f"{amount(self.worth, self.currency)} {self.currency}"
        return f"{worked}, {money}" if self.worth else worked


def unbilled_hours(view: ClientSnapshot) -> UnbilledHours | None:
    """What the next invoice has to hold; None where nothing is, or where it is not tracked."""
    if not (view.tracks("hours") and view.tracks("money")) or not view.history.time_days:
        return None
    first = view.history.time_days[0]
    if view.last_issue is not None:
        first = max(first, shift(view.last_issue, 1))
    if first > view.on:
        return None
    window = Window(first, view.on)
    minutes = view.hourly.minutes(window)
    if not minutes:
        return None
    worth = view.hourly.worth(window) if view.rate is not None else Fraction(0)
    return UnbilledHours(minutes, worth, view.client.currency)
