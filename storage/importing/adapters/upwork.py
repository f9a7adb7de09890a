"""Upwork: the hours report of a freelancer, by contract and day. Columns as in
naodalemu/upwork-analytics, public/sample-data.csv (2026).

It names no clients: whose a contract is has to be said once. Upwork pays in US dollars. Its
transaction history is no report of hours; the columns of that are named by hand.
"""

from __future__ import annotations

from storage.importing.adapters.adapter import Entries, Entry
from storage.importing.adapters.tables import NamedRows, TableAdapter, has_all
from storage.importing.table import Skip
from storage.importing.words import is_total

_CURRENCY = "USD"


def _read(table: NamedRows) -> Entries:
    for line, cells in table:
        if is_total(cells["date"]) or is_total(cells["contract"]):
            yield Skip(line, "a total")
        elif not cells["hours"] and cells["payment type"]:
            what = f"{cells['payment type']} of {cells['amount']}"
            yield Skip(line, f"no hours: {what}")
        else:
            yield Entry(
                line,
                {
                    "on": cells["date"],
                    "hours": cells["hours"],
                    "project": cells["contract"],
                    "billed": cells["amount"],
                    "currency": _CURRENCY,
                },
            )


UPWORK = TableAdapter(
    "upwork", has_all("date", "contract", "hours", "amount", "payment type"), _read
)
