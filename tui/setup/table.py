"""The set-up table as plain values: its columns, its rows, and what the cells say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from triage.confirmations import confirmation
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.money import rate_text
from triage.records import Engagement, Mode
from triage.terms import value_term
from triage.text import fold

TALKED = "talked within 60 days"
"""The words of a confirmed fact by which the cell is read again."""

_ENDED = ("closed", "left_well")
_TALKS = ("message_in", "call", "meeting")


@dataclass(frozen=True, slots=True)
class SetupColumn:
    """One column. `digits` maps a digit to its words; without digits an amount is typed. `kept`
    stands before the answer where it is said what was kept."""

    name: str
    label: str
    width: int
    question: str
    digits: tuple[tuple[str, str], ...] = ()
    kept: str = ""


VARIES = "4"
"""The billing that no fee and no rate tells: what they pay is taken from the invoices."""

_YES_NO = (("1", "yes"), ("2", "no"))

COLUMNS: tuple[SetupColumn, ...] = (
    SetupColumn("rate", "rate", 9, "What do you charge per hour?"),
    SetupColumn("floor", "floor", 9, "What is your floor, the lowest rate you would accept?"),
    SetupColumn("talked", "contact", 7, "Have you talked with them in the last 60 days?", _YES_NO),
    SetupColumn(
        "energy",
        "energy",
        6,
        "How do you feel about working for them?",
        tuple((mark, value_term("mark", mark)) for mark in "12345"),
    ),
    SetupColumn(
        "mode",
        "billing",
        11,
        "How do you bill them?",
        (("1", "by the hour"), ("2", "fixed price"), ("3", "retainer"), (VARIES, "it varies")),
        kept="billed",
    ),
    SetupColumn("resting", "on hold", 7, "Is the work on hold for now?", _YES_NO),
)
AMOUNTS = ("rate", "floor")
"""The columns in which an amount is typed."""
FAST = ("talked", "energy", "mode")
"""The columns that one digit each fills, in the order the cursor walks them."""

_MODES: Mapping[Mode, str] = {"hourly": "hour", "fixed": "fixed price", "retainer": "retainer"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says. `open` = not known yet, `assumed` = worked out, not said by the user."""

    text: str
    open: bool = False
    assumed: bool = False


def listed(ledgers: Iterable[Ledger]) -> list[Ledger]:
    """The clients of the table, by name: ended ones need nothing."""
    current = [ledger for ledger in ledgers if ledger.client.state not in _ENDED]
    return sorted(current, key=lambda ledger: (fold(ledger.client.name), ledger.client.id))


def resting(ledger: Ledger) -> bool:
    """Whether nothing has to be known about them for now."""
    return ledger.client.state in ("paused", "dormant")


def cell(
    column: str,
    ledger: Ledger,
    today: date,
    rates: Mapping[str, str],
    limits: Limits = DEFAULT,
) -> Cell:
    """One cell. `rates` are those that an import worked out: client id -> rate."""
    client = ledger.client
    if column == "rate":
        if client.rate is None:
            return Cell("", open=True)
        text = rate_text(client.rate)
        return Cell(text, assumed=rates.get(client.id) == text)
    if column == "floor":
        own = client.floor if client.floor is not None else limits.default_floor
        if own is None:
            return Cell("", open=True)
        return Cell(rate_text(own), assumed=client.floor is None)
    if column == "resting":
        return Cell("yes" if resting(ledger) else "no")
    text = _SAYERS[column](ledger, today, limits)
    return Cell(text, open=not text and not resting(ledger))


def _says_talked(ledger: Ledger, today: date, limits: Limits) -> str:
    recent = shift(today, -59)
    if any(e.what in _TALKS and recent <= e.on <= today for e in ledger.event):
        return "yes"
    answer = confirmation(ledger, "contact", today, limits)
    if answer is None:
        return ""
    return "yes" if answer.text == TALKED else "no"


def _says_energy(ledger: Ledger, today: date, _: Limits) -> str:
    marks = [(mark.on, -mark.mark) for mark in ledger.energy if mark.on <= today]
    return str(-max(marks)[1]) if marks else ""


def _says_mode(ledger: Ledger, today: date, _: Limits) -> str:
    if ledger.client.earns == "invoices":
        return "varies"
    running = running_work(ledger, today)
    return _MODES[max(running, key=lambda e: (e.start, e.id)).mode] if running else ""


_SAYERS: Mapping[str, Callable[[Ledger, date, Limits], str]] = {
    "talked": _says_talked,
    "energy": _says_energy,
    "mode": _says_mode,
}


def running_work(ledger: Ledger, today: date) -> list[Engagement]:
    """Agreements on work that have not ended."""
    return [e for e in ledger.engagement if e.end is None or e.end > today]
