"""Which outlines are offered first: what serves where the client stands."""

from __future__ import annotations

from datetime import date

from triage.clients.overview import overview
from triage.ledger import Ledger
from triage.messages.fitting import fitting_templates
from triage.records import Client

ON = date(2026, 3, 13)


def test_nobody_who_is_gone_is_offered_new_terms() -> None:
    gone = Client(id="n", name="Noor", state="left_well", closed_on=date(2026, 2, 1))
    ids = [template.id for template in fitting_templates(overview(Ledger(client=gone), ON))]
    assert ids
    assert "new_terms" not in ids
