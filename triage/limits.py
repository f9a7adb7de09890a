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


def _says(unit: str, meaning: str, *used_by: str) -> Mapping[str, Any]:
    return {"threshold": (unit, meaning, used_by)}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """All thresholds of the health rules, and the settings that the rules read."""

    window_days: int = field(
        default=28,
        metadata=_says(
            "days",
            "the short window, and the one before it",
            "SCOPE_CREEP",
            "RATE_FLOOR",
            "UNBILLED_SHARE",
            "NON_REVENUE",
            "OVER_SERVICE",
            "FADING",
            "DISRESPECT",
            "BOUNDARY",
        ),
    )
    long_window_days: int = field(
        default=56,
        metadata=_says(
            "days",
            "the long window, and the one before it",
            "FADING",
            "RATE_FLOOR",
            "PRICE_PRESSURE",
        ),
    )

    pay_late_watch_days: int = field(
        default=7, metadata=_says("days", "an invoice this late is watched", "PAY_LATE")
    )
    pay_late_act_days: int = field(
        default=14, metadata=_says("days", "an invoice this late wants action", "PAY_LATE")
    )
    pay_late_urgent_days: int = field(
        default=30, metadata=_says("days", "an invoice this late is urgent", "PAY_LATE")
    )

    risk_late_days: int = field(
        default=14, metadata=_says("days", "paid later than this counts as bad", "PAY_RISK")
    )
    risk_decay: Decimal = field(
        default=Decimal("0.95"),
        metadata=_says("factor", "weight of an invoice against the next newer one", "PAY_RISK"),
    )
    risk_prior: Decimal = field(
        default=Decimal("0.15"),
        metadata=_says("score", "the score before anything is known", "PAY_RISK"),
    )
    risk_prior_weight: int = field(
        default=3,
        metadata=_says("invoices", "how many invoices the first guess weighs", "PAY_RISK"),
    )
    risk_min_outcomes: int = field(
        default=3, metadata=_says("invoices", "fewer outcomes are not enough history", "PAY_RISK")
    )
    risk_note: Decimal = field(
        default=Decimal("0.15"), metadata=_says("score", "from here a note", "PAY_RISK")
    )
    risk_watch: Decimal = field(
        default=Decimal("0.40"), metadata=_says("score", "from here watched", "PAY_RISK")
    )

    exposure_hours: int = field(
        default=40,
        metadata=_says(
            "hours",
            "open and unbilled work worth more than this, unless set per client",
            "EXPOSURE",
        ),
    )

    liquidity_days: int = field(
        default=60, metadata=_says("days", "how long a sign of short money counts", "LIQUIDITY")
    )
    liquidity_signs: int = field(
        default=2, metadata=_says("signs", "this many of the four signs", "LIQUIDITY")
    )
    liquidity_overdue: int = field(
        default=2, metadata=_says("invoices", "overdue at once, they are one sign", "LIQUIDITY")
    )

    rate_min_hours: int = field(
        default=4, metadata=_says("hours", "fewer in a short window say nothing", "RATE_FLOOR")
    )
    rate_long_min_hours: int = field(
        default=8, metadata=_says("hours", "fewer in a long window say nothing", "RATE_FLOOR")
    )
    rate_urgent_percent: int = field(
        default=50, metadata=_says("%", "of the floor; below it is urgent", "RATE_FLOOR")
    )
    invoiced_days: int = field(
        default=91,
        metadata=_says(
            "days", "the window for clients who are not billed by the hour", "RATE_FLOOR"
        ),
    )

    unbilled_min_hours: int = field(
        default=6, metadata=_says("hours", "fewer in the window say nothing", "UNBILLED_SHARE")
    )
    unbilled_watch_percent: int = field(
        default=30, metadata=_says("%", "of the hours not billed, watched", "UNBILLED_SHARE")
    )
    unbilled_act_percent: int = field(
        default=50, metadata=_says("%", "of the hours not billed, wants action", "UNBILLED_SHARE")
    )

    non_revenue_days: int = field(
        default=90, metadata=_says("days", "without an invoice or a billable hour", "NON_REVENUE")
    )
    non_revenue_min_hours: int = field(
        default=3, metadata=_says("hours", "fewer in the window say nothing", "NON_REVENUE")
    )
    gift_percent: int = field(
        default=125, metadata=_says("%", "of a gift's agreed hours", "NON_REVENUE")
    )

    scope_requests_watch: int = field(
        default=3, metadata=_says("requests", "unpaid changes, watched", "SCOPE_CREEP")
    )
    scope_requests_act: int = field(
        default=5, metadata=_says("requests", "unpaid changes, wants action", "SCOPE_CREEP")
    )
    scope_hours_watch_percent: int = field(
        default=120, metadata=_says("%", "of the quoted hours, watched", "SCOPE_CREEP")
    )
    scope_hours_act_percent: int = field(
        default=150, metadata=_says("%", "of the quoted hours, wants action", "SCOPE_CREEP")
    )

    over_service_min_hours: int = field(
        default=6, metadata=_says("hours", "fewer in the window say nothing", "OVER_SERVICE")
    )
    over_service_note_percent: int = field(
        default=15, metadata=_says("%", "of the hours unasked, a note", "OVER_SERVICE")
    )
    over_service_watch_percent: int = field(
        default=25, metadata=_says("%", "of the hours unasked, watched", "OVER_SERVICE")
    )

    price_asks_watch: int = field(
        default=2, metadata=_says("times", "asked for a lower price, watched", "PRICE_PRESSURE")
    )
    price_asks_act: int = field(
        default=4,
        metadata=_says("times", "asked for a lower price, wants action", "PRICE_PRESSURE"),
    )

    fading_min_hours: int = field(
        default=10, metadata=_says("hours", "fewer before say nothing", "FADING")
    )
    fading_percent: int = field(
        default=50, metadata=_says("%", "of the hours before, or less", "FADING")
    )

    silent_note_days: int = field(
        default=7, metadata=_says("days", "a question unanswered, a note", "SILENT")
    )
    silent_watch_days: int = field(
        default=14, metadata=_says("days", "a question unanswered, watched", "SILENT")
    )
    silent_act_days: int = field(
        default=24, metadata=_says("days", "a question unanswered, wants action", "SILENT")
    )

    complaint_days: int = field(
        default=1, metadata=_says("days", "a complaint unsolved", "OUR_TURN")
    )

    hard_watch: int = field(
        default=2, metadata=_says("events", "of hard tone, watched", "DISRESPECT")
    )
    hard_act: int = field(
        default=3, metadata=_says("events", "of hard tone, wants action", "DISRESPECT")
    )
    abusive_watch: int = field(
        default=1, metadata=_says("events", "of abusive tone (-2), watched", "DISRESPECT")
    )
    abusive_act: int = field(
        default=2, metadata=_says("events", "of abusive tone (-2), wants action", "DISRESPECT")
    )

    boundary_days: int = field(
        default=14, metadata=_says("days", "in which pushes are counted", "BOUNDARY")
    )
    boundary_note: int = field(
        default=3, metadata=_says("times", "pushed for odd hours or hurry, a note", "BOUNDARY")
    )
    boundary_watch: int = field(
        default=5, metadata=_says("times", "pushed for odd hours or hurry, watched", "BOUNDARY")
    )
    no_shows: int = field(default=2, metadata=_says("times", "did not turn up", "BOUNDARY"))

    new_person_days: int = field(
        default=60, metadata=_says("days", "to meet a new person", "CHANGE_OF_HANDS")
    )

    drain_mark: int = field(default=2, metadata=_says("mark", "this or lower drains", "DRAIN"))
    drain_watch_marks: int = field(
        default=3, metadata=_says("marks", "low in a row, watched", "DRAIN")
    )
    drain_act_marks: int = field(
        default=6, metadata=_says("marks", "low in a row, wants action", "DRAIN")
    )

    hours_known_days: int = field(
        default=35, metadata=_says("days", "hours count as known after the last", "facts")
    )
    money_known_days: int = field(
        default=120, metadata=_says("days", "money counts as known after an invoice", "facts")
    )
    contact_known_days: int = field(
        default=60, metadata=_says("days", "contact counts as known after a talk", "facts")
    )
    energy_known_days: int = field(
        default=35, metadata=_says("days", "energy counts as known after a mark", "facts", "DRAIN")
    )
    confirmed_days: int = field(
        default=90, metadata=_says("days", "a confirmed fact holds at most", "facts")
    )
    settling_days: int = field(
        default=30, metadata=_says("days", "a new client needs terms only", "facts")
    )

    income_days: int = field(
        default=180, metadata=_says("days", "over which income shares are taken", "income")
    )
    income_marks: tuple[int, ...] = field(
        default=(25, 33, 40), metadata=_says("%", "of the income", "income")
    )
    usual_payments: int = field(
        default=10, metadata=_says("invoices", "tell how fast they usually pay", "facts")
    )
    recent_payments: int = field(
        default=5,
        metadata=_says(
            "invoices", "tell whether they pay on time, or always a little late", "facts"
        ),
    )
    habit_from_days: int = field(
        default=8, metadata=_says("days", "late, a habit one may expect begins", "facts")
    )
    habit_to_days: int = field(
        default=25, metadata=_says("days", "late, a habit one may expect ends", "facts")
    )
    quiet_days: int = field(
        default=90, metadata=_says("days", "without an event: conduct is not known", "facts")
    )

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
