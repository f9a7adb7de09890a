"""What must be known before a goodbye (gate G5)."""

from __future__ import annotations

from dataclasses import dataclass

from triage.health.windows import last
from triage.open_items import open_work
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.state.situation import Situation


@dataclass(frozen=True, slots=True)
class EndingFact:
    """One line of the form before a goodbye; `known` None = a blank, and `ask` says what to do."""

    name: str
    known: str | None
    ask: str


def ending_facts(situation: Situation) -> tuple[EndingFact, ...]:
    """What was agreed about ending, the open work, and what part of the income goes."""
    return (
        EndingFact(
            "what was agreed about ending",
            _agreed(situation),
            "enter the days of notice, or that nothing is in writing",
        ),
        EndingFact("open work", _open_work(situation), "list what is open"),
        EndingFact(
            "income share",
            _share(situation),
            "set the exchange rate of each currency you are paid in",
        ),
    )


def endings_gate(situation: Situation) -> ClosedGate | None:
    """G5: no goodbye without these facts."""
    blanks = [fact for fact in ending_facts(situation) if fact.known is None]
    if not blanks:
        return None
    return ClosedGate(
        "G5", "not known yet: " + "; ".join(f"{fact.name} ({fact.ask})" for fact in blanks)
    )


def _agreed(situation: Situation) -> str | None:
    contract = situation.client.contract
    if contract.notice_days is not None:
        form = f", by {contract.notice_form}" if contract.notice_form else ""
        return f"{contract.notice_days} days{form}"
    return "nothing in writing" if contract.written is False else None


def _open_work(situation: Situation) -> str:
    """The list as it is kept; an empty one says that nothing is open.

    The screen asks again (its question `open`), so that an empty list is never taken on trust.
    """
    count = len(open_work(situation.ledger, situation.on))
    return f"{count} open" if count else "nothing open"


def _share(situation: Situation) -> str | None:
    """Known when it can be worked out, when nothing came in, or when it is kept elsewhere."""
    share = situation.income_share
    if share is not None:
        return f"{share:.0%}"
    if not situation.view.tracks("money"):
        return "not tracked, your choice"
    return None if _somebody_paid(situation) else "no income in that time"


def _somebody_paid(situation: Situation) -> bool:
    window = last(situation.on, situation.limits.income_days)
    ledgers = situation.book.ledgers.values() if situation.book else (situation.ledger,)
    return any(payment.on in window for ledger in ledgers for payment in ledger.payment)
