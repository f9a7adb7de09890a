"""Every number a freelancer could argue about, with its unit and where it comes from.

The defaults are the product's contract; the settings file and the settings screen list these
fields and may change them. What differs from client to client (floor, days of grace, exposure
limit, reply days) is a field of the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any


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
        return 0 if self.unit in ("hours", "%", "score", "factor") else 1

    @property
    def high(self) -> int | None:
        return 1 if self.unit in ("score", "factor") else None


def _limit(default: Any, unit: str, meaning: str, used_by: str) -> Any:
    """A field that is a threshold; `used_by` has spaces between what reads it."""
    threshold = (unit, meaning, tuple(used_by.split()))
    return field(default=default, metadata={"threshold": threshold})


@dataclass(frozen=True, kw_only=True)
class Limits:
    """All thresholds of the health rules, and the settings that the rules read."""

    window_days: int = _limit(
        28,
        "days",
        "the short window, and the one before it",
        "SCOPE_CREEP RATE_FLOOR UNBILLED_SHARE NON_REVENUE OVER_SERVICE FADING DISRESPECT BOUNDARY",
    )
    long_window_days: int = _limit(
        56, "days", "the long window, and the one before it", "FADING RATE_FLOOR PRICE_PRESSURE"
    )

    pay_late_watch_days: int = _limit(7, "days", "an invoice this late is watched", "PAY_LATE")
    pay_late_act_days: int = _limit(14, "days", "an invoice this late wants action", "PAY_LATE")
    pay_late_urgent_days: int = _limit(30, "days", "an invoice this late is urgent", "PAY_LATE")

    risk_late_days: int = _limit(14, "days", "paid later than this counts as bad", "PAY_RISK")
    risk_decay: Decimal = _limit(
        Decimal("0.95"), "factor", "weight of an invoice against the next newer one", "PAY_RISK"
    )
    risk_prior: Decimal = _limit(
        Decimal("0.15"), "score", "the score before anything is known", "PAY_RISK"
    )
    risk_prior_weight: int = _limit(
        3, "invoices", "how many invoices the first guess weighs", "PAY_RISK"
    )
    risk_min_outcomes: int = _limit(
        3, "invoices", "fewer outcomes are not enough history", "PAY_RISK"
    )
    risk_note: Decimal = _limit(Decimal("0.15"), "score", "from here a note", "PAY_RISK")
    risk_watch: Decimal = _limit(Decimal("0.40"), "score", "from here watched", "PAY_RISK")

    exposure_hours: int = _limit(
        40,
        "hours",
        "open and unbilled work worth more than this, unless set per client",
        "EXPOSURE",
    )

    liquidity_days: int = _limit(60, "days", "how long a sign of short money counts", "LIQUIDITY")
    liquidity_signs: int = _limit(2, "signs", "this many of the four signs", "LIQUIDITY")
    liquidity_overdue: int = _limit(
        2, "invoices", "overdue at once, they are one sign", "LIQUIDITY"
    )

    rate_min_hours: int = _limit(4, "hours", "fewer in a short window say nothing", "RATE_FLOOR")
    rate_long_min_hours: int = _limit(
        8, "hours", "fewer in a long window say nothing", "RATE_FLOOR"
    )
    rate_urgent_percent: int = _limit(50, "%", "of the floor; below it is urgent", "RATE_FLOOR")
    invoiced_days: int = _limit(
        91, "days", "the window for clients who are not billed by the hour", "RATE_FLOOR"
    )

    unbilled_min_hours: int = _limit(
        6, "hours", "fewer in the window say nothing", "UNBILLED_SHARE"
    )
    unbilled_watch_percent: int = _limit(
        30, "%", "of the hours not billed, watched", "UNBILLED_SHARE"
    )
    unbilled_act_percent: int = _limit(
        50, "%", "of the hours not billed, wants action", "UNBILLED_SHARE"
    )

    non_revenue_days: int = _limit(
        90, "days", "without an invoice or a billable hour", "NON_REVENUE"
    )
    non_revenue_min_hours: int = _limit(
        3, "hours", "fewer in the window say nothing", "NON_REVENUE"
    )
    gift_percent: int = _limit(125, "%", "of a gift's agreed hours", "NON_REVENUE")

    scope_requests_watch: int = _limit(3, "requests", "unpaid changes, watched", "SCOPE_CREEP")
    scope_requests_act: int = _limit(5, "requests", "unpaid changes, wants action", "SCOPE_CREEP")
    scope_hours_watch_percent: int = _limit(120, "%", "of the quoted hours, watched", "SCOPE_CREEP")
    scope_hours_act_percent: int = _limit(
        150, "%", "of the quoted hours, wants action", "SCOPE_CREEP"
    )

    over_service_min_hours: int = _limit(
        6, "hours", "fewer in the window say nothing", "OVER_SERVICE"
    )
    over_service_note_percent: int = _limit(15, "%", "of the hours unasked, a note", "OVER_SERVICE")
    over_service_watch_percent: int = _limit(
        25, "%", "of the hours unasked, watched", "OVER_SERVICE"
    )

    price_asks_watch: int = _limit(2, "times", "asked for a lower price, watched", "PRICE_PRESSURE")
    price_asks_act: int = _limit(
        4, "times", "asked for a lower price, wants action", "PRICE_PRESSURE"
    )

    fading_min_hours: int = _limit(10, "hours", "fewer before say nothing", "FADING")
    fading_percent: int = _limit(50, "%", "of the hours before, or less", "FADING")

    silent_note_days: int = _limit(7, "days", "a question unanswered, a note", "SILENT")
    silent_watch_days: int = _limit(14, "days", "a question unanswered, watched", "SILENT")
    silent_act_days: int = _limit(24, "days", "a question unanswered, wants action", "SILENT")

    complaint_days: int = _limit(1, "days", "a complaint unsolved", "OUR_TURN")

    hard_watch: int = _limit(2, "events", "of hard tone, watched", "DISRESPECT")
    hard_act: int = _limit(3, "events", "of hard tone, wants action", "DISRESPECT")
    abusive_watch: int = _limit(1, "events", "of abusive tone (-2), watched", "DISRESPECT")
    abusive_act: int = _limit(2, "events", "of abusive tone (-2), wants action", "DISRESPECT")

    boundary_days: int = _limit(14, "days", "in which pushes are counted", "BOUNDARY")
    boundary_note: int = _limit(3, "times", "pushed for odd hours or hurry, a note", "BOUNDARY")
    boundary_watch: int = _limit(5, "times", "pushed for odd hours or hurry, watched", "BOUNDARY")
    no_shows: int = _limit(2, "times", "did not turn up", "BOUNDARY")

    new_person_days: int = _limit(60, "days", "to meet a new person", "CHANGE_OF_HANDS")

    drain_mark: int = _limit(2, "mark", "this or lower drains", "DRAIN")
    drain_watch_marks: int = _limit(3, "marks", "low in a row, watched", "DRAIN")
    drain_act_marks: int = _limit(6, "marks", "low in a row, wants action", "DRAIN")

    hours_known_days: int = _limit(35, "days", "hours count as known after the last", "facts")
    money_known_days: int = _limit(120, "days", "money counts as known after an invoice", "facts")
    contact_known_days: int = _limit(60, "days", "contact counts as known after a talk", "facts")
    energy_known_days: int = _limit(
        35, "days", "energy counts as known after a mark", "facts DRAIN"
    )
    confirmed_days: int = _limit(90, "days", "a confirmed fact holds at most", "facts")
    settling_days: int = _limit(30, "days", "a new client needs terms only", "facts")

    income_days: int = _limit(180, "days", "over which income shares are taken", "income")
    income_marks: tuple[int, ...] = _limit((25, 33, 40), "%", "of the income", "income")
    usual_payments: int = _limit(10, "invoices", "tell how fast they usually pay", "facts")
    recent_payments: int = _limit(
        5, "invoices", "tell whether they pay on time, or always a little late", "facts"
    )
    habit_from_days: int = _limit(8, "days", "late, a habit one may expect begins", "facts")
    habit_to_days: int = _limit(25, "days", "late, a habit one may expect ends", "facts")
    quiet_days: int = _limit(90, "days", "without an event: conduct is not known", "facts")

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
    "income": "published concentration marks 25, 33 and 40% (processome.com, delivvo.io)",
}
"""Where the limits that no flag reads come from; those of a flag stand with its rule."""

DEFAULT = Limits()
"""The contract's numbers."""

THRESHOLDS: tuple[Threshold, ...] = tuple(
    Threshold(spec.name, spec.default, *spec.metadata["threshold"])
    for spec in fields(Limits)
    if "threshold" in spec.metadata
)
"""Every threshold in the order in which a settings screen lists them."""
