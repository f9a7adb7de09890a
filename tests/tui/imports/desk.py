"""A freelancer who tracks hours with Timewarrior and has a table of invoices."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from storage.importing import ImportOptions, inspect, write
from storage.importing.fetch import output_now
from storage.importing.local_programs import local_programs
from storage.paths import source_outputs
from storage.store import Store
from tests.tui.stage import TODAY, Stage, now
from triage.records import Invoice, Payment, Time

LAST_FRIDAY = TODAY - timedelta(days=7)
BILLS = "Invoice,Client,Date,Due,Amount EUR,Paid\n"
OLD_BILLS = (
    "2026-01,Northlake,2026-01-10,2026-01-24,900.00,900.00\n"
    "2026-02,Quay & Sons,2026-02-06,2026-02-20,1200.00,\n"
)
PAID_BILLS = (
    "2026-01,Northlake,2026-01-10,2026-01-24,900.00,900.00\n"
    "2026-02,Quay & Sons,2026-02-06,2026-02-20,1200.00,1200.00\n"
    "2026-04,Northlake,2026-03-12,2026-03-26,600.00,\n"
)


def interval(
    day: int, hours: int = 2, client: str = "Northlake", *, start: int = 9
) -> dict[str, Any]:
    """One interval as `timew export` prints it, without its number."""
    on = f"202603{day:02}T"
    return {
        "start": f"{on}{start:02}0000Z",
        "end": f"{on}{start + hours:02}0000Z",
        "tags": [client, "Site"],
    }


class Desk:
    """A freelancer with Timewarrior and a table of invoices, who imported both a week ago."""

    def __init__(self, folder: Path) -> None:
        self.db = folder / "data" / "desk.db"
        self.programs = folder / "bin"
        self.bills = folder / "invoices.csv"
        self.programs.mkdir()
        self.db.parent.mkdir()

    def track(self, *intervals: dict[str, Any]) -> None:
        """What Timewarrior has: it counts from the newest backwards, one interval a line."""
        numbered = [{"id": len(intervals) - at, **each} for at, each in enumerate(intervals)]
        text = "[\n" + ",\n".join(map(json.dumps, numbered)) + "\n]\n"
        (self.programs / "hours.json").write_text(text)
        self.program(f"/bin/cat {self.programs / 'hours.json'}")

    def program(self, script: str) -> None:
        """Install Timewarrior as a script."""
        path = self.programs / "timew"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)

    def bill(self, rows: str) -> None:
        self.bills.write_text(BILLS + rows)

    def import_last_friday(self) -> None:
        """Take in both sources, as accepted on a screen."""
        with Store.open(self.db, now=now) as store:
            for path in (self.bills, self._asked()):
                options = ImportOptions(on=LAST_FRIDAY, column_map=self._columns(path))
                write(inspect(path, store, options), store)

    def _asked(self) -> Path:
        (timew,) = (data for data in local_programs(()) if data.name == "timew")
        return output_now(timew, source_outputs(self.db))

    def _columns(self, path: Path) -> dict[str, str]:
        fields = ("number", "client", "issued", "due", "amount", "paid")
        return (
            dict(zip(BILLS.strip().split(","), fields, strict=True)) if path == self.bills else {}
        )


def minutes(on: Stage) -> int:
    return sum(each.minutes for each in on.store.of_kind("time") if isinstance(each, Time))


def numbers(on: Stage) -> set[str]:
    invoices = [each for each in on.store.of_kind("invoice") if isinstance(each, Invoice)]
    return {str(invoice.number) for invoice in invoices}


def paid(on: Stage) -> Decimal:
    payments = [each for each in on.store.of_kind("payment") if isinstance(each, Payment)]
    return sum((payment.amount for payment in payments), Decimal(0))


def toasts(on: Stage) -> str:
    return "\n".join(toast.message for toast in on.app._notifications)
