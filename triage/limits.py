"""Every number a freelancer could argue about. One that a single flag reads stands with that flag
in flags.toml; the others are fields here, and limits.csv has their unit and meaning.

The defaults are the product's contract; the settings file and the settings screen list these
numbers and may change them. What differs from client to client (floor, days of grace, exposure
limit, reply days) is a field of the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from triage.flags import own_limits, readers_of_shared
from triage.shipped import rows_beside
from triage.threshold import Threshold, highest, lowest


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

    hours_known_days: int = 35
    money_known_days: int = 120
    contact_known_days: int = 60
    energy_known_days: int = 35
    confirmed_days: int = 90
    settling_days: int = 30

    income_days: int = 180
    income_marks: tuple[int, ...] = (25, 33, 40)
    invoiced_days: int = 91
    usual_payments: int = 10
    recent_payments: int = 5
    on_time_good_percent: int = 80
    habit_from_days: int = 8
    habit_to_days: int = 25
    quiet_days: int = 90

    energy_reviews: int = 4

    reason_to_wait_days: int = 60
    payment_steps_apart_days: int = 7

    safe_again_days: int = 7
    safe_later_days: int = 28

    corrected_rows: int = 10
    corrected_percent: int = 20

    default_floor: Decimal | None = None
    """Money per hour that stands in for a missing floor; None until the user types it."""
    not_tracked: tuple[str, ...] = ()
    """Facts the user does not track for anybody: hours, money, contact, energy."""
    base_currency: str = "EUR"
    """The currency in which income is compared."""
    currency_rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Currency -> what one unit of it is worth in the base currency, as the user typed it."""

    own: Mapping[str, int | Decimal] = field(default_factory=dict)
    """The limits that one flag alone reads, where the user chose another value than flags.toml."""

    @classmethod
    def of(cls, **values: Any) -> Limits:
        """The limits with these values, each under its name, whoever reads it."""
        known = own_limits()
        shared = {name: value for name, value in values.items() if name not in known}
        own = {
            name: value
            for name, value in values.items()
            if name in known and value != known[name].default
        }
        return cls(**shared, own=own)

    def value(self, name: str) -> Any:
        """What is in force of a limit, whoever reads it. Raises LookupError for none of ours."""
        if name in self.own:
            return self.own[name]
        limit = own_limits().get(name)
        if limit is not None:
            return limit.default
        if name in Limits.__dataclass_fields__:
            return getattr(self, name)
        raise LookupError(f"triage/flags.toml: give its flag a limit {name}, which the rule reads")

    def changed(self, name: str) -> bool:
        """Whether the user set this threshold to something else than the default."""
        return bool(self.value(name) != DEFAULT.value(name))


OTHER_SOURCES: Mapping[str, str] = {
    "facts": "our default",
    "review": "our default: people stop thinking about a rating they give every week",
    "waiting": "our default if you did not agree on a date",
    "late": "our default: published reminder calendars leave a week between two reminders",
    "safety": "our default: once more after a week, then every four weeks",
    "imports": "our default: a wrong export changes most rows at once",
    "income": "published limits of 25, 33 and 40% for one client (processome.com, delivvo.io)",
}
"""Where the limits come from that are no single flag's; those of a flag say it in flags.toml."""

DEFAULT = Limits()
"""The contract's numbers."""


def _shared(name: str, unit: str, used_by: str, meaning: str) -> Threshold:
    if name not in Limits.__dataclass_fields__:
        raise LookupError(f"triage/limits.py: give Limits a field {name}, which limits.csv lists")
    return Threshold(
        name=name,
        default=getattr(DEFAULT, name),
        unit=unit,
        meaning=meaning,
        used_by=(*used_by.split(), *readers_of_shared().get(name, ())),
        low=lowest(unit),
        high=highest(unit),
    )


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Every threshold in the order in which a settings screen lists them, the shared ones first.

    Raises LookupError where flags.toml or limits.csv names what is not there, or takes a
    name twice.
    """
    shared = [_shared(*row) for row in rows_beside(__file__, "limits.csv")]
    for name, codes in readers_of_shared().items():
        if name not in {limit.name for limit in shared}:
            raise LookupError(
                f"triage/flags.toml, [{codes[0]}]: reads names {name}, which limits.csv does not "
                "list"
            )
    for limit in own_limits().values():
        if limit.name in Limits.__dataclass_fields__:
            raise LookupError(
                f"triage/flags.toml, [{limit.used_by[0]}.limits]: give {limit.name} another name; "
                "triage/limits.py has a field of that name"
            )
    return (*shared, *own_limits().values())
