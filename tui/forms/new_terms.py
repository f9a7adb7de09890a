"""Changing a rate, a floor or a currency: what held before is kept, from a day that is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from triage.changes import Put
from triage.fields.days import Day
from triage.fields.field import Context
from triage.ledger import Ledger
from triage.past_values import ALWAYS, replaced_values, with_currency, with_past
from triage.records import Client
from triage.terms import field_term
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line

Settle = Callable[[Client, list[Put]], object]
"""Takes the client as it is to be saved, and the invoices that must name the old currency."""


def settle_terms(
    screen: BaseScreen[str | None],
    client: Client,
    ledger: Ledger,
    typed: frozenset[str],
    context: Context,
    then: Settle,
) -> None:
    """Hand on the client with what rate and floor were before; asks from which day the new ones
    hold, where others held. `typed` = the fields that were changed.
    """
    was = ledger.client
    client, invoices = with_currency(client, ledger, typed)
    replaced = replaced_values(client, was)
    if not replaced:
        then(client, invoices)
        return

    def read(text: str) -> date | None:
        return None if text.casefold() == ALWAYS else Day().parse(text, context)

    def answered(first: date | None) -> None:
        then(client if first is None else with_past(client, was, first), invoices)

    names = " and ".join(field_term(name) for name in replaced)
    ask_line(
        screen,
        InputDialog(
            f"When {'does' if len(replaced) == 1 else 'do'} the new {names} take effect?",
            read,
            typed="today",
            day=context.today,
            hint=f"Type a date, or “{ALWAYS}” if the old one was a mistake",
        ),
        answered,
    )
