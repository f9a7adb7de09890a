"""Up to which day hours and money are on record at all: where nobody has any, an import is missing,
and a flag that rests on them says less about the client than it seems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from triage.clients.overview import Overview
from triage.health import RULES, Flag
from triage.health.day_text import day_of

OLD_DAYS = 14
"""Days without an entry for anybody after which an import is likely missing: two reviews, our
default."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The newest day on record of all clients together, up to the day asked about."""

    hours: date | None
    money: date | None


NOTHING = Recorded(None, None)
"""No client has anything yet."""


def recorded(everybody: Iterable[Overview]) -> Recorded:
    """What the newest hours, and the newest invoice or payment, are of any client."""
    hours: list[date] = []
    money: list[date] = []
    for overview in everybody:
        hours += overview.history.time_days_until(overview.on)[-1:]
        for bill in overview.history.bills:
            days = (bill.invoice.issued, *(payment.on for payment in bill.payments))
            money += [day for day in days if day <= overview.on]
    return Recorded(max(hours, default=None), max(money, default=None))


def missing_import(flag: Flag, overview: Overview, known: Recorded) -> str:
    """What to know before a flag is believed; "" where what it rests on is up to date."""
    rule = RULES.get(flag.code)
    lacks = None if rule is None else rule.may_lack
    if lacks == "hours" and not _is_event(flag, overview):
        return _since("no hours", known.hours, overview.on)
    if lacks == "money":
        return _since("no invoice or payment", known.money, overview.on)
    return ""


def missing_imports(overview: Overview, known: Recorded) -> list[str]:
    """The same of all flags of a client, each thing once."""
    said = (missing_import(flag, overview, known) for flag in overview.health.flags)
    return list(dict.fromkeys(filter(None, said)))


def _is_event(flag: Flag, overview: Overview) -> bool:
    """Whether it was raised by what somebody logged, a sign that they may leave for one."""
    logged = {event.id for event in overview.ledger.event}
    return bool(flag.evidence) and logged.issuperset(flag.evidence)


def _since(what: str, newest: date | None, on: date) -> str:
    if newest is None or (on - newest).days <= OLD_DAYS:
        return ""
    day = day_of(newest, on)
    return f"{what} for any client since {day}: import first"
