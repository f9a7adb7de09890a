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
        "length of the short window",
        "SCOPE_CREEP RATE_FLOOR UNBILLED_SHARE NON_REVENUE OVER_SERVICE FADING DISRESPECT BOUNDARY",
    )
    long_window_days: int = _limit(
        56, "days", "length of the long window", "FADING RATE_FLOOR PRICE_PRESSURE"
    )

    pay_late_watch_days: int = _limit(7, "days", "days overdue: watch", "PAY_LATE")
    pay_late_act_days: int = _limit(14, "days", "days overdue: act", "PAY_LATE")
    pay_late_urgent_days: int = _limit(30, "days", "days overdue: urgent", "PAY_LATE")

    risk_late_days: int = _limit(14, "days", "days overdue that count as a bad payment", "PAY_RISK")
    risk_decay: Decimal = _limit(
        Decimal("0.95"),
        "factor",
        "weight of each invoice compared with the next newer one",
        "PAY_RISK",
    )
    risk_prior: Decimal = _limit(
        Decimal("0.15"), "score", "starting score without any history", "PAY_RISK"
    )
    risk_prior_weight: int = _limit(
        3, "invoices", "how many invoices the starting score counts for", "PAY_RISK"
    )
    risk_min_outcomes: int = _limit(3, "invoices", "fewest invoices needed for a score", "PAY_RISK")
    risk_note: Decimal = _limit(Decimal("0.15"), "score", "score: note", "PAY_RISK")
    risk_watch: Decimal = _limit(Decimal("0.40"), "score", "score: watch", "PAY_RISK")

    exposure_hours: int = _limit(
        40,
        "hours",
        "exposure limit in hours of work, unless set per client",
        "EXPOSURE",
    )

    liquidity_days: int = _limit(60, "days", "how long a sign of cash trouble counts", "LIQUIDITY")
    liquidity_signs: int = _limit(2, "signs", "signs out of four: act", "LIQUIDITY")
    liquidity_overdue: int = _limit(
        2, "invoices", "invoices overdue at once that count as one sign", "LIQUIDITY"
    )

    rate_min_hours: int = _limit(4, "hours", "fewest hours in the short window", "RATE_FLOOR")
    rate_long_min_hours: int = _limit(8, "hours", "fewest hours in the long window", "RATE_FLOOR")
    rate_urgent_percent: int = _limit(
        50, "%", "effective rate below this share of the floor: urgent", "RATE_FLOOR"
    )
    invoiced_days: int = _limit(
        91, "days", "window for clients who are not billed by the hour", "RATE_FLOOR"
    )

    unbilled_min_hours: int = _limit(6, "hours", "fewest hours in the window", "UNBILLED_SHARE")
    unbilled_watch_percent: int = _limit(
        30, "%", "share of hours not billed: watch", "UNBILLED_SHARE"
    )
    unbilled_act_percent: int = _limit(50, "%", "share of hours not billed: act", "UNBILLED_SHARE")

    non_revenue_days: int = _limit(
        90, "days", "no invoice and no billable hour for this long: act", "NON_REVENUE"
    )
    non_revenue_min_hours: int = _limit(3, "hours", "fewest hours in the window", "NON_REVENUE")
    gift_percent: int = _limit(125, "%", "share of the agreed goodwill hours: act", "NON_REVENUE")

    scope_requests_watch: int = _limit(3, "requests", "unpaid changes: watch", "SCOPE_CREEP")
    scope_requests_act: int = _limit(5, "requests", "unpaid changes: act", "SCOPE_CREEP")
    scope_hours_watch_percent: int = _limit(
        120, "%", "share of the quoted hours: watch", "SCOPE_CREEP"
    )
    scope_hours_act_percent: int = _limit(150, "%", "share of the quoted hours: act", "SCOPE_CREEP")

    over_service_min_hours: int = _limit(6, "hours", "fewest hours in the window", "OVER_SERVICE")
    over_service_note_percent: int = _limit(
        15, "%", "share of hours nobody asked for: note", "OVER_SERVICE"
    )
    over_service_watch_percent: int = _limit(
        25, "%", "share of hours nobody asked for: watch", "OVER_SERVICE"
    )

    price_asks_watch: int = _limit(
        2, "times", "requests for a lower price: watch", "PRICE_PRESSURE"
    )
    price_asks_act: int = _limit(4, "times", "requests for a lower price: act", "PRICE_PRESSURE")

    fading_min_hours: int = _limit(10, "hours", "fewest hours in the window before", "FADING")
    fading_percent: int = _limit(50, "%", "share of the hours before, or less: watch", "FADING")

    silent_note_days: int = _limit(7, "days", "days without a reply: note", "SILENT")
    silent_watch_days: int = _limit(14, "days", "days without a reply: watch", "SILENT")
    silent_act_days: int = _limit(24, "days", "days without a reply: act", "SILENT")

    complaint_days: int = _limit(1, "days", "days a complaint stays open: act", "OUR_TURN")

    hard_watch: int = _limit(2, "events", "harsh messages: watch", "DISRESPECT")
    hard_act: int = _limit(3, "events", "harsh messages: act", "DISRESPECT")
    abusive_watch: int = _limit(1, "events", "abusive messages: watch", "DISRESPECT")
    abusive_act: int = _limit(2, "events", "abusive messages: act", "DISRESPECT")

    boundary_days: int = _limit(14, "days", "window for after-hours and false urgency", "BOUNDARY")
    boundary_note: int = _limit(3, "times", "after-hours or false urgency: note", "BOUNDARY")
    boundary_watch: int = _limit(5, "times", "after-hours or false urgency: watch", "BOUNDARY")
    no_shows: int = _limit(2, "times", "no-shows: watch", "BOUNDARY")

    new_person_days: int = _limit(60, "days", "days to meet a new contact", "CHANGE_OF_HANDS")

    drain_mark: int = _limit(2, "rating", "energy ratings that count as low", "DRAIN")
    drain_watch_marks: int = _limit(3, "ratings", "low ratings in a row: watch", "DRAIN")
    drain_act_marks: int = _limit(6, "ratings", "low ratings in a row: act", "DRAIN")

    hours_known_days: int = _limit(
        35, "days", "how long hours count as known after the last entry", "facts"
    )
    money_known_days: int = _limit(
        120, "days", "how long money counts as known after an invoice", "facts"
    )
    contact_known_days: int = _limit(
        60, "days", "how long contact counts as known after a conversation", "facts"
    )
    energy_known_days: int = _limit(
        35, "days", "how long energy counts as known after a rating", "facts DRAIN"
    )
    confirmed_days: int = _limit(90, "days", "longest time a confirmed fact counts", "facts")
    settling_days: int = _limit(30, "days", "days in which a new client needs only terms", "facts")

    income_days: int = _limit(180, "days", "window for shares of income", "income")
    income_marks: tuple[int, ...] = _limit(
        (25, 33, 40), "%", "concentration: shares of income to mark", "income"
    )
    usual_payments: int = _limit(
        10, "invoices", "newest invoices used for how fast they usually pay", "facts"
    )
    recent_payments: int = _limit(
        5, "invoices", "newest invoices used for how many were paid on time", "facts"
    )
    habit_from_days: int = _limit(
        8, "days", "days overdue from which a late-payment habit is suggested", "facts"
    )
    habit_to_days: int = _limit(
        25, "days", "days overdue up to which a late-payment habit is suggested", "facts"
    )
    quiet_days: int = _limit(90, "days", "days without an event: conduct is unknown", "facts")

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
    "income": "published concentration limits of 25, 33 and 40% (processome.com, delivvo.io)",
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
