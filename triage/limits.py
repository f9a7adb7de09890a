"""Every number a freelancer could argue about; its unit, its readers and its meaning: limits.csv.

The defaults are the product's contract; the settings file and the settings screen list these
fields and may change them. What differs from client to client (floor, days of grace, exposure
limit, reply days) is a field of the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from triage.shipped import rows_beside


@dataclass(frozen=True, slots=True)
class Threshold:
    """One row of the settings: `used_by` names the flags (or "facts", "income") that read it.

    `low` and `high` are the smallest and largest value that makes sense; None = no largest.
    """

    name: str
    default: Any
    unit: str
    meaning: str
    used_by: tuple[str, ...]

    @property
    def low(self) -> int:
        return 0 if self.is_share or self.unit in ("hours", "%", "currency units") else 1

    @property
    def high(self) -> int | None:
        return 1 if self.is_share else None

    @property
    def is_share(self) -> bool:
        """Whether it is a plain number from 0 to 1, which is shown without a unit."""
        return self.unit in ("score", "factor")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """All thresholds of the health rules, and the settings that the rules read."""

    window_days: int = 28
    long_window_days: int = 56

    pay_tolerance: Decimal = Decimal("1.00")
    pay_tolerance_percent: int = 1
    small_remainder: Decimal = Decimal("50.00")
    small_remainder_paid_percent: int = 98
    pay_on_time_days: int = 3

    pay_late_watch_days: int = 7
    pay_late_act_days: int = 14
    pay_late_urgent_days: int = 30

    risk_late_days: int = 14
    risk_decay: Decimal = Decimal("0.95")
    risk_prior: Decimal = Decimal("0.15")
    risk_prior_weight: int = 3
    risk_min_outcomes: int = 3
    risk_note: Decimal = Decimal("0.15")
    risk_watch: Decimal = Decimal("0.40")

    exposure_hours: int = 40
    proven_outcomes: int = 6
    unbilled_work_watch_days: int = 70
    unbilled_work_act_days: int = 105
    never_billed_days: int = 365
    never_billed_before_days: int = 35

    liquidity_days: int = 60
    liquidity_signs: int = 2
    liquidity_overdue: int = 2

    rate_min_hours: int = 4
    rate_long_min_hours: int = 8
    rate_urgent_percent: int = 50
    invoiced_days: int = 91

    unbilled_min_hours: int = 6
    unbilled_watch_percent: int = 30
    unbilled_act_percent: int = 50

    non_revenue_days: int = 90
    non_revenue_min_hours: int = 3
    gift_percent: int = 125

    scope_requests_watch: int = 3
    scope_requests_act: int = 5
    scope_hours_watch_percent: int = 120
    scope_hours_act_percent: int = 150

    over_service_min_hours: int = 6
    over_service_note_percent: int = 15
    over_service_watch_percent: int = 25

    price_asks_watch: int = 2
    price_asks_act: int = 4
    price_asks_year: int = 3
    price_asks_year_days: int = 364

    fading_min_hours: int = 10
    fading_percent: int = 50
    fading_usual_windows: int = 5
    fading_season_weeks: int = 12
    fading_last_year_percent: int = 75
    fading_gap_days: int = 28
    fading_gap_percent: int = 125
    slow_fade_min_hours: int = 20
    slow_fade_percent: int = 60
    slow_fade_step_percent: int = 90
    slow_fade_weeks: int = 45

    silent_note_days: int = 7
    silent_watch_days: int = 14
    silent_act_days: int = 24
    slow_answer_days: int = 14
    slow_answers: int = 3
    slow_answer_window_days: int = 180

    complaint_days: int = 1

    hard_watch: int = 2
    hard_act: int = 3
    abusive_watch: int = 1
    abusive_act: int = 2
    abusive_days: int = 90

    boundary_days: int = 14
    boundary_note: int = 3
    boundary_watch: int = 5
    boundary_steady_weeks: int = 8
    boundary_steady: int = 6
    no_shows: int = 2

    new_person_days: int = 180

    drain_mark: int = 2
    drain_watch_marks: int = 3
    drain_act_marks: int = 6
    drain_recent_marks: int = 8
    drain_recent_low: int = 5
    drain_fall_marks: int = 4
    drain_fall_mark: Decimal = Decimal("2.5")
    drain_fall: Decimal = Decimal("1.5")

    hours_known_days: int = 35
    money_known_days: int = 120
    contact_known_days: int = 60
    energy_known_days: int = 35
    confirmed_days: int = 90
    settling_days: int = 30

    income_days: int = 180
    income_marks: tuple[int, ...] = (25, 33, 40)
    usual_payments: int = 10
    recent_payments: int = 5
    on_time_good_percent: int = 80
    habit_from_days: int = 8
    habit_to_days: int = 25
    quiet_days: int = 90

    energy_reviews: int = 4

    reason_to_wait_days: int = 60

    default_floor: Decimal | None = None
    """Money per hour that stands in for a missing floor; None until the user types it."""
    not_tracked: tuple[str, ...] = ()
    """Facts the user does not track for anybody: hours, money, contact, energy."""
    base_currency: str = "EUR"
    """The currency in which income is compared."""
    currency_rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Currency -> what one unit of it is worth in the base currency, as the user typed it."""

    def changed(self, name: str) -> bool:
        """Whether the user set this threshold to something else than the default."""
        return bool(getattr(self, name) != getattr(DEFAULT, name))


OTHER_SOURCES: Mapping[str, str] = {
    "facts": "our default",
    "review": "our default: people stop thinking about a rating they give every week",
    "waiting": "our default if you did not agree on a date",
    "income": "published limits of 25, 33 and 40% for one client (processome.com, delivvo.io)",
}
"""Where the limits that no flag reads come from; those of a flag stand with its rule."""

DEFAULT = Limits()
"""The contract's numbers."""


def _threshold(name: str, unit: str, used_by: str, meaning: str) -> Threshold:
    if name not in Limits.__dataclass_fields__:
        raise LookupError(f"triage/limits.py: give Limits a field {name}, which limits.csv lists")
    return Threshold(name, getattr(DEFAULT, name), unit, meaning, tuple(used_by.split()))


THRESHOLDS: tuple[Threshold, ...] = tuple(
    _threshold(*row) for row in rows_beside(__file__, "limits.csv")
)
"""Every threshold in the order in which a settings screen lists them."""
