"""Which outlines are offered first: what serves where the client stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from triage.clients.overview import overview
from triage.ledger import Ledger
from triage.messages.fitting import fitting_templates
from triage.records import Client, Event, Invoice

ON = date(2026, 3, 13)


def test_nobody_who_is_gone_is_offered_new_terms() -> None:
    gone = Client(id="n", name="Noor", state="left_well", closed_on=date(2026, 2, 1))
    ids = [template.id for template in fitting_templates(overview(Ledger(client=gone), ON))]
    assert ids
    assert "new_terms" not in ids


def test_what_asks_for_overdue_money_fits_while_it_is_owed() -> None:
    client = Client(id="n", name="Noor")

    def offered(due: date) -> list[str]:
        invoice = Invoice(id="i", client="n", issued=date(2026, 1, 1), due=due, amount=Decimal(100))
        ledger = Ledger(client=client, invoice=(invoice,))
        return [template.id for template in fitting_templates(overview(ledger, ON))]

    assert offered(date(2026, 2, 1))[0] == "payment_reminder"
    assert "payment_reminder" not in offered(date(2026, 4, 1))


def test_no_money_is_asked_for_before_an_open_complaint() -> None:
    invoice = Invoice(
        id="i", client="n", issued=date(2026, 1, 1), due=date(2026, 2, 1), amount=Decimal(100)
    )
    complaint = Event(id="e", client="n", on=date(2026, 3, 11), what="message_in", complaint=True)
    ledger = Ledger(client=Client(id="n", name="Noor"), invoice=(invoice,), event=(complaint,))
    ids = [template.id for template in fitting_templates(overview(ledger, ON))]
    assert ids[0] == "empathy_reply"
    assert "payment_reminder" not in ids
