"""What an answer to the question of a missing fact writes down.

The questions and their numbered answers are in triage/health/questions.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from triage.health.windows import shift
from triage.ledger import Ledger
from triage.own_terms import look
from triage.records import (
    Action,
    Confirmed,
    Energy,
    Event,
    FactName,
    Record,
    Trackable,
    What,
)

NOTHING_TO_BILL_DAYS = 60
"""Days until "nothing to bill yet" is asked again; our default."""
SEND_INVOICE_DAYS = 14
"""Days for which "to do: send one" is believed; our default."""
LONG_AGO_DAYS = 28
"""Days until "longer ago than that" is asked again; our default: one window."""


FIRST_WEEKS_EVENTS: tuple[What, ...] = ("check_in", "hesitation", "question_repeat")
"""What the answers to the question of the first weeks write down, in their order."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The records that an answer writes, and what it says in words.

    Without records something else comes first, named by `then`: `terms` (two numbers), `day` (until
    when it rests), `time` (the hours forgotten), `finished` and `silent` (those pages), `import` (a
    file), `payer` (who pays for them).
    """

    records: tuple[Record, ...] = ()
    words: str = ""
    then: str = ""


def reply(fact: str, number: int, ledger: Ledger, on: date, new_id: str) -> Reply | None:
    """What answer `number` (from 1; for `contact` the days since) means; None when there is none.

    `new_id` is the id of the record to be written.
    """
    client = ledger.client.id
    match fact, number:
        case "energy", n if 1 <= n <= 5:
            return Reply((Energy(id=new_id, client=client, on=on, mark=n),), f"Energy {n}")
        case "first_weeks", n if 1 <= n <= len(FIRST_WEEKS_EVENTS):
            what = FIRST_WEEKS_EVENTS[n - 1]
            words = ("As agreed", "They hesitate", "They keep asking the same question")[n - 1]
            return Reply((Event(id=new_id, client=client, on=on, what=what),), words)
        case "own_terms", 1 | 2:
            action = look(client, on, done=number == 1)
            return Reply((action,), "Nothing in the way" if number == 1 else "To do: read terms")
        case "contact", n if n >= 0:
            call = Event(id=new_id, client=client, on=shift(on, -n), what="call")
            return Reply((call,), "Talked")
        case "terms", _:
            return Reply(then="terms")
        case "hours", 4:
            return _not_tracked(ledger, "hours")
        case "hours", n if 1 <= n <= 5:
            return Reply(then=("day", "finished", "time", "", "silent")[n - 1])
        case "money", 1:
            words = "nothing to bill yet"
            known = _confirmed(ledger, "money", on, NOTHING_TO_BILL_DAYS, words, new_id)
            return Reply((known,), "Nothing to bill yet")
        case "money", 2:
            return _send_invoice(ledger, on, new_id)
        case "money", 3 | 4:
            return Reply(then="import" if number == 3 else "payer")
        case "money", 5:
            return _not_tracked(ledger, "money")
    return None


def longer_ago(ledger: Ledger, on: date, new_id: str) -> Reply:
    """The answer that the last talk is longer ago than the question reaches."""
    words = "more than 60 days ago"
    known = _confirmed(ledger, "contact", on, LONG_AGO_DAYS, words, new_id)
    return Reply((known,), "No recent contact")


def resting(ledger: Ledger, on: date, until: date, new_id: str) -> Reply:
    """The answer that the work rests until a day."""
    client = replace(ledger.client, state="paused")
    pause = Event(id=new_id, client=ledger.client.id, on=on, what="pause", by="us", until=until)
    return Reply((client, pause), "Resting")


def _not_tracked(ledger: Ledger, fact: Trackable) -> Reply:
    client = ledger.client
    kept = tuple(name for name in client.not_tracked if name != fact)
    return Reply((replace(client, not_tracked=(*kept, fact)),), f"Not tracked: {fact}")


def _send_invoice(ledger: Ledger, on: date, new_id: str) -> Reply:
    due = shift(on, SEND_INVOICE_DAYS)
    client = ledger.client.id
    action = Action(id=new_id, client=client, text="Send an invoice", on=on, due=due)
    words = "invoice not sent yet"
    known = _confirmed(ledger, "money", on, SEND_INVOICE_DAYS, words, new_id)
    return Reply((action, known), "To do: send an invoice")


def _confirmed(
    ledger: Ledger, fact: FactName, on: date, days: int, text: str, new_id: str
) -> Confirmed:
    return Confirmed(
        id=new_id, client=ledger.client.id, fact=fact, on=on, until=shift(on, days), text=text
    )
